/** A function with a mistake in it. */
export interface SmallTask {
  name: string
  bug: string
  mend: string
  /** Calls, and what they give where it is right; the first tells the mistake, the second does not. */
  cases: readonly [call: string, value: string][]
}

const task = (name: string, bug: string, mend: string, ...cases: SmallTask['cases']): SmallTask => ({ name, bug, mend, cases })

/** Forty of them. */
export const smallTasks: readonly SmallTask[] = [
  task('add', '(a, b) => a - b', '(a, b) => a + b', ['add(1, 2)', '3'], ['add(1, 0)', '1']),
  task('double', '(a) => a * a', '(a) => a * 2', ['double(3)', '6'], ['double(2)', '4']),
  task('isEven', '(n) => n % 2 === 1', '(n) => n % 2 === 0', ['isEven(4)', 'true'], ['isEven(0.5)', 'false']),
  task('max', '(a, b) => (a < b ? a : b)', '(a, b) => (a < b ? b : a)', ['max(1, 2)', '2'], ['max(3, 3)', '3']),
  task('last', '(list) => list[0]', '(list) => list[list.length - 1]', ['last([1, 2])', '2'], ['last([7])', '7']),
  task('first', '(list) => list[1]', '(list) => list[0]', ['first([1, 2])', '1'], ['first([])', 'undefined']),
  task('sum', '(list) => list.length', '(list) => list.reduce((a, b) => a + b, 0)', ['sum([2, 3])', '5'], ['sum([])', '0']),
  task('upper', '(text) => text.toLowerCase()', '(text) => text.toUpperCase()', ["upper('a')", "'A'"], ["upper('1')", "'1'"]),
  task('reverse', '(text) => text', "(text) => [...text].reverse().join('')", ["reverse('ab')", "'ba'"], ["reverse('aa')", "'aa'"]),
  task('isBlank', "(text) => text === ''", "(text) => text.trim() === ''", ["isBlank(' ')", 'true'], ["isBlank('')", 'true']),
  task('clamp', '(n, top) => n', '(n, top) => Math.min(n, top)', ['clamp(9, 5)', '5'], ['clamp(3, 5)', '3']),
  task('factorial', '(n) => n', '(n) => (n < 2 ? 1 : n * factorial(n - 1))', ['factorial(4)', '24'], ['factorial(1)', '1']),
  task('unique', '(list) => list', '(list) => [...new Set(list)]', ['unique([1, 1]).length', '1'], ['unique([1, 2]).length', '2']),
  task(
    'average',
    '(list) => list[0]',
    '(list) => list.reduce((a, b) => a + b, 0) / list.length',
    ['average([1, 3])', '2'],
    ['average([4])', '4'],
  ),
  task('celsius', '(f) => f - 32', '(f) => ((f - 32) * 5) / 9', ['celsius(212)', '100'], ['celsius(32)', '0']),
  task(
    'initials',
    '(name) => name[0]',
    "(name) => name.split(' ').map((word) => word[0]).join('')",
    ["initials('Ada Love')", "'AL'"],
    ["initials('Ada')", "'A'"],
  ),
  task(
    'isLeap',
    '(y) => y % 4 === 0',
    '(y) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0',
    ['isLeap(1900)', 'false'],
    ['isLeap(2024)', 'true'],
  ),
  task('repeat', '(text, n) => text', '(text, n) => text.repeat(n)', ["repeat('a', 2)", "'aa'"], ["repeat('a', 1)", "'a'"]),
  task(
    'count',
    '(list, x) => list.length',
    '(list, x) => list.filter((y) => y === x).length',
    ['count([1, 2], 1)', '1'],
    ['count([1], 1)', '1'],
  ),
  task('percent', '(a, b) => a / b', '(a, b) => (a / b) * 100', ['percent(1, 2)', '50'], ['percent(0, 2)', '0']),
  task('toCents', '(euro) => euro * 10', '(euro) => Math.round(euro * 100)', ['toCents(1.15)', '115'], ['toCents(0)', '0']),
  task(
    'capital',
    '(text) => text',
    '(text) => text[0].toUpperCase() + text.slice(1)',
    ["capital('ab')", "'Ab'"],
    ["capital('Ab')", "'Ab'"],
  ),
  task(
    'flat',
    '(list) => list',
    '(list) => list.flat()',
    ['flat([[1], [2]]).length === 2 && flat([[1], [2]])[0]', '1'],
    ['flat([]).length', '0'],
  ),
  task('sign', '(n) => 1', '(n) => Math.sign(n)', ['sign(-2)', '-1'], ['sign(2)', '1']),
  task('distance', '(a, b) => a - b', '(a, b) => Math.abs(a - b)', ['distance(1, 3)', '2'], ['distance(3, 1)', '2']),
  task('words', '(text) => text.length', "(text) => text.split(' ').length", ["words('to be')", '2'], ["words('a')", '1']),
  task('square', '(n) => n + n', '(n) => n * n', ['square(3)', '9'], ['square(2)', '4']),
  task('min', '(list) => list[0]', '(list) => Math.min(...list)', ['min([2, 1])', '1'], ['min([1, 2])', '1']),
  task(
    'contains',
    '(list, x) => list[0] === x',
    '(list, x) => list.includes(x)',
    ['contains([1, 2], 2)', 'true'],
    ['contains([1], 1)', 'true'],
  ),
  task('padded', '(n) => String(n)', "(n) => String(n).padStart(2, '0')", ['padded(7)', "'07'"], ['padded(12)', "'12'"]),
  task('minutes', '(h) => h * 100', '(h) => h * 60', ['minutes(2)', '120'], ['minutes(0)', '0']),
  task('not', '(x) => x', '(x) => !x', ['not(true)', 'false'], ['[not(false)].length', '1']),
  task('both', '(a, b) => a || b', '(a, b) => a && b', ['both(true, false)', 'false'], ['both(true, true)', 'true']),
  task('rest', '(list) => list', '(list) => list.slice(1)', ['rest([1, 2]).length', '1'], ['rest([]).length', '0']),
  task('digits', '(n) => n', '(n) => String(n).length', ['digits(123)', '3'], ['digits(1)', '1']),
  task('power', '(a, b) => a * b', '(a, b) => a ** b', ['power(2, 3)', '8'], ['power(2, 2)', '4']),
  task('half', '(n) => n', '(n) => n / 2', ['half(4)', '2'], ['half(0)', '0']),
  task(
    'isPrime',
    '(n) => n > 1',
    '(n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0)',
    ['isPrime(9)', 'false'],
    ['isPrime(7)', 'true'],
  ),
  task('range', '(n) => [n]', '(n) => Array.from({ length: n }, (_, i) => i)', ['range(3).length', '3'], ['range(1).length', '1']),
  task(
    'total',
    '(items) => items.length',
    '(items) => items.reduce((sum, { price }) => sum + price, 0)',
    ['total([{ price: 5 }])', '5'],
    ['total([])', '0'],
  ),
]
