import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron'
import * as v from 'valibot'
import type { Answer, CommandName, CommandResult, Commands } from '@shared/ipc/contract'
import { commandGuards } from '@shared/ipc/guards'
import { refused } from '@shared/result'

/** What carries each command out. */
export type CommandHandlers = {
  readonly [Name in CommandName]: (
    args: Commands[Name],
  ) => CommandResult<Answer<Name>> | Promise<CommandResult<Answer<Name>>>
}

/**
 * The one place where windows' wishes come in: the sender must be the top frame of one of our own pages, the
 * arguments must fit the guard, and whatever happens the window gets a result, never an exception.
 */
export function registerCommands(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: CommandHandlers,
  isOurs: (frame: WebFrameMain | null) => boolean,
  report: (command: string, error: unknown) => void,
): void {
  for (const name of Object.keys(handlers) as CommandName[]) register(name)

  function register<Name extends CommandName>(name: Name): void {
    ipcMain.handle(
      name,
      async (event: IpcMainInvokeEvent, args: unknown): Promise<CommandResult<Answer<Name>>> => {
        if (!isOurs(event.senderFrame)) return refused({ kind: 'bad-arguments' })
        // What is wrong besides would only be counted: one thing is enough.
        const guard: v.GenericSchema<unknown, Commands[Name]> = commandGuards[name]
        const parsed = v.safeParse(guard, args, { abortEarly: true })
        // The guard would take a list for an object where no fields are asked for.
        if (!parsed.success || Array.isArray(args)) return refused({ kind: 'bad-arguments' })
        try {
          return await handlers[name](parsed.output)
        } catch (error) {
          report(name, error)
          return refused({ kind: 'failed' })
        }
      },
    )
  }
}
