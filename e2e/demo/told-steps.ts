import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestError, TestResult, TestStep } from '@playwright/test/reporter'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** The first lines of a failure in words; the rest is a stack that helps nobody who only watches. */
function wordsOf(error: TestError | undefined): string {
  const text = stripVTControlCharacters(error?.message ?? error?.value ?? 'no reason was given')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 8)
    .map((line) => `    ${line}`)
    .join('\n')
}

/** Prints a line for each step when it has happened, and what went wrong in the one that did not. */
export default class ToldSteps implements Reporter {
  private told: TestError | undefined

  onStepEnd(_test: TestCase, _result: TestResult, step: TestStep): void {
    if (step.category !== 'test.step') return
    if (step.error === undefined) return say(`  ✓ ${step.title}`)
    this.told = step.error
    say(`  ✗ ${step.title}\n${wordsOf(step.error)}`)
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    // What fails between the steps, or when all is ended, has to be told too.
    if (result.status !== 'passed' && this.told === undefined)
      say(`  ✗ ${test.title}\n${wordsOf(result.error)}`)
  }

  onError(error: TestError): void {
    say(wordsOf(error))
  }

  printsToStdio(): boolean {
    return true
  }
}
