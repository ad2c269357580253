; What the installer for Windows does beside copying files.
;
; No rule for the firewall: the broker inside listens on 127.0.0.1 only, which the firewall does not concern, and
; connections to other brokers go out, which it allows. A rule would open a port that nobody can reach anyway.

; The uninstaller asks about the data, and keeps it unless told otherwise: also when an update removes the old version,
; and when it was told to be silent. By then a one-click uninstaller is silent in any case, so the command line is asked.
; What the program itself has told Windows goes too: that it opens porchlight: links, and that it starts at login.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\porchlight"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/S" $R1
    ${if} ${Errors}
      StrCpy $R9 "Also delete your settings, chat history and passwords?$\r$\n$\r$\nChoose No to keep them for when you install Porchlight again."
      ${if} $LANGUAGE == 1040
        StrCpy $R9 "Eliminare anche impostazioni, cronologia della chat e password?$\r$\n$\r$\nScegli No per conservarle per una nuova installazione di Porchlight."
      ${endif}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 $R9 IDNO keepData
      SetShellVarContext current
      RMDir /r "$APPDATA\${PRODUCT_FILENAME}"
      keepData:
    ${endif}
  ${endif}
!macroend
