/** Tasks of several owners, each owner's in their order, and one owner after the other: who has many does not make the others wait. */
export class Turns<Owner, Task> {
  readonly #lines = new Map<Owner, Task[]>()

  get isEmpty(): boolean {
    return this.#lines.size === 0
  }

  add(owner: Owner, task: Task): void {
    const line = this.#lines.get(owner)
    if (line) line.push(task)
    else this.#lines.set(owner, [task])
  }

  /** Takes the next task out; its owner goes to the end. */
  next(): Task | undefined {
    for (const [owner, line] of this.#lines) {
      const task = line.shift()
      this.#lines.delete(owner)
      if (line.length > 0) this.#lines.set(owner, line)
      return task
    }
    return undefined
  }
}
