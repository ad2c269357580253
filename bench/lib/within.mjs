/** What `begin` hands to its callback; fails with `what` if that takes longer. */
export function within(ms, what, begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`After ${ms / 1000} s still waiting for ${what}`)), ms)
    begin((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}
