import type { DetectorName, Style, Threshold } from '../words.ts'

/** What a nudge of each mode asks for. */
export const styleOf: Record<Threshold, Style> = { survival: 'step', transitional: 'strategy', generative: 'question' }

type Variants = readonly [string, string]

/** Whatever one text did not move, the other may. Only what stands in braces is filled in. */
const texts: Record<DetectorName, Record<Threshold, Variants>> = {
  recurring_struggle: {
    survival: [
      '“{label}” has held you up {count} times in {span}. Take five minutes now and write down only what happens just before it goes wrong.',
      'You meet “{label}” again and again. Before the next try, make it smaller: what is the least part of it that would already help today?',
    ],
    transitional: [
      '“{label}” came back {count} times in {span}. Try one thing differently next time. Which, and what do you expect to see?',
      'With “{label}”, name your first guess before you act, then check it. How sure are you of the guess, from 1 to 5?',
    ],
    generative: [
      '“{label}” showed itself {count} times in {span}. What do these times have in common that you would only see from outside?',
      'If somebody else kept running into “{label}”, how would you explain to them what is going on beneath it?',
    ],
  },
  avoidance_pattern: {
    survival: [
      '“{label}” has been put off {count} times. Open it for two minutes, without finishing anything. Stopping afterwards is fine.',
      'What makes “{label}” heavy? Say it in one sentence; that sentence may be the first thing to deal with, or a reason to drop it.',
    ],
    transitional: [
      '“{label}” was put off {count} times in {span}. Tie it to something that you do anyway. What would that be, and on which day?',
      'Split “{label}” into a part that is clear and a part that is not. Begin with the clear one. How long do you think it takes?',
    ],
    generative: [
      'What does putting off “{label}” protect you from, and is that still worth the price?',
      '“{label}” waited {count} times in {span}. What would have to be true for you to let it go for good?',
    ],
  },
  repeated_decision: {
    survival: [
      '“{label}” was decided {count} times in {span}. Write the last decision in one line where you see it, and leave it for a week.',
      'For “{label}”, the choice made last is good enough for now. What is the very first action that follows from it?',
    ],
    transitional: [
      'You keep deciding “{label}”. Note now what would make you change your mind; until that happens, it stays decided.',
      '“{label}” was decided {count} times. Try the choice for a set time, then judge it. What do you expect to know by then?',
    ],
    generative: [
      'What is the question behind “{label}” that {count} decisions have not answered yet?',
      'If you had to defend the latest decision about “{label}” to somebody you respect, where would your reasons be thin?',
    ],
  },
  repeated_question: {
    survival: [
      '“{label}” came up {count} times. Write down the answer as you have it now, however rough, in a place where you will look.',
      'Pick one person or one page that could answer “{label}”, and ask there today. Nothing more.',
    ],
    transitional: [
      'You asked about “{label}” {count} times in {span}. Next time answer it from memory first, then look. What do you expect to get right?',
      'Make a small example that shows “{label}” at work. What will it do? Guess before you run or try it.',
    ],
    generative: [
      'How would you teach “{label}” to somebody in five minutes, and where would you get stuck?',
      '“{label}” came up {count} times. Which better question is hiding behind it?',
    ],
  },
  no_finish: {
    survival: [
      'In {label}, the last {count} sessions ended with nothing finished. Choose one thing so small that it is done within this session.',
      'Before you go on in {label}: what is nearly done? Close that first, even if it is little.',
    ],
    transitional: [
      'In {label}, {count} sessions went by without a finish. Say at the start what “done” means for today. What do you predict?',
      'Plan the last ten minutes in {label} for closing one thing. Which one, and what would keep you from it?',
    ],
    generative: [
      'What does “finished” mean in {label}, and who would notice the difference?',
      'Looking at {span} in {label}: are you exploring on purpose, or has the aim gone missing?',
    ],
  },
  premature_done: {
    survival: [
      '{count} things called done in “{label}” did not hold. Before the next one, do one check that could still fail.',
      'Next time something in “{label}” looks done, wait two minutes and look at it once as whoever receives it.',
    ],
    transitional: [
      '{count} finishes in “{label}” came back in {span}. Write one line on how you will know it holds before you begin. What do you expect to break?',
      'For “{label}”, let somebody or something else say that it is done. Which check would have caught the last one?',
    ],
    generative: [
      'What do the {count} finishes that came back in “{label}” say about what you look at last?',
      'If “done” in “{label}” had to hold for a month without you, what would you do differently?',
    ],
  },
  overconfidence: {
    survival: [
      'On {label}, you were surer than things turned out over {count} forecasts. For the next one, name one thing that could go wrong.',
      'Next time you feel sure about {label}, take ten points off before you say it, and see how it goes.',
    ],
    transitional: [
      'Over {count} forecasts on {label}, less came true than you said. Before the next, recall how the last three like it went.',
      'On {label}, give a range in place of one number for a while. How often do you think the truth will lie inside?',
    ],
    generative: [
      'On {label}, your {count} forecasts ran ahead of what happened. Which kind of surprise do you keep leaving out?',
      'What would somebody who doubts you ask about your next forecast on {label}?',
    ],
  },
  underconfidence: {
    survival: [
      'On {label}, you were right more often than you thought, over {count} forecasts. Trust the next one a little more.',
      'Take one thing about {label} that you would check twice, and check it once. You have been right before.',
    ],
    transitional: [
      'Over {count} forecasts on {label}, more came true than you said. What did you know that you did not count? Count it next time.',
      'On {label}, say your number, then add ten points. Compare both with what happens.',
    ],
    generative: [
      'You are better at {label} than you say. What would you dare if you believed your own record of {count} forecasts?',
      'Who could use what you know about {label}, and what keeps you from offering it?',
    ],
  },
  long_sessions: {
    survival: [
      '{count} long sessions ended in trouble. Set an end for this one now, before it gets hard.',
      'When the third hour begins, stop for ten minutes. Write one line on where you are, and go away from it.',
    ],
    transitional: [
      '{count} sessions of over three hours had their struggles at the end. Put the hard part first next time. What do you expect?',
      'Try two shorter sessions in place of a long one this week. Which of the two will get more done, do you think?',
    ],
    generative: [
      'What are you hoping for in the last hour of a long session that the first hour does not give you?',
      'Over {span}, {count} long sessions grew heavy at their end. What tells you that it is time to stop, and when do you hear it?',
    ],
  },
  model: {
    survival: [
      '“{label}” keeps coming back. What is one small thing that would make it easier today?',
      'Something repeats around “{label}”. Write down the next time it happens, one line, nothing else.',
    ],
    transitional: [
      '“{label}” showed itself {count} times in {span}. Change one thing about how you meet it. What do you expect to happen?',
      'Before “{label}” comes up again, decide what you will do first. Afterwards, compare.',
    ],
    generative: [
      'What is “{label}” trying to tell you that you have not asked yet?',
      '“{label}” showed itself {count} times in {span}. What would you advise somebody else who has this pattern?',
    ],
  },
}

export interface Filling {
  label: string
  count: number
  span: string
}

/** What is said about a blind spot: in the words of the mode, the one way or the other. */
export function textOf(detector: DetectorName, { mode, variant, ...filling }: Filling & { mode: Threshold; variant: number }): string {
  const text = texts[detector][mode][variant % 2]!
  return text.replaceAll(/\{(label|count|span)\}/g, (_, name: keyof Filling) => String(filling[name]))
}
