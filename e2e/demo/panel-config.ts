export const SCREEN = { width: 1440, height: 900 } as const

interface PanelLook {
  /** Height in logical pixels. */
  size: number
  scale: 1 | 2
}

/**
 * The settings of a panel at the bottom of the screen that holds nothing but a tray at its right end, in the
 * format of Xfce 4.18. A panel without settings would ask which ones it should start with, and wait.
 */
export function panelConfig({ size, scale }: PanelLook): string {
  const width = SCREEN.width / scale
  const height = SCREEN.height / scale
  return `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="true"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=10;x=${width / 2};y=${height - size / 2}"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="${size}"/>
      <property name="icon-size" type="uint" value="${size - 8}"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
`
}
