import fc from 'fast-check'

// One seed for all property tests, so that a commit passes or fails the same everywhere. Set
// KEICAST_SEED to another number, or to "random", to look further.
const wish = process.env.KEICAST_SEED ?? '20251203'
if (wish !== 'random') fc.configureGlobal({ seed: Number(wish) })
