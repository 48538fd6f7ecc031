import type { Threshold } from '../words.ts'

/** Questions for who has no blind spot, by mode; each has a name, since it is not put twice within a month. */
export const starters: Record<Threshold, Readonly<Record<string, string>>> = {
  survival: {
    lightest: 'What is the lightest thing on your list that would still make today better?',
    waiting: 'What are you carrying that could wait until next week without harm?',
    working: 'What worked today, however small? Say it in one sentence.',
    stuck: 'Where are you stuck right now, and what is the first word you would search for or ask?',
    help: 'Who could take one small thing off you today?',
    end: 'What would let you stop for today with a good feeling?',
    open: 'Which open thing bothers you most? Give it five minutes, then let it be.',
    kind: 'What would you tell a friend who had your day?',
  },
  transitional: {
    predict: 'What do you think the next thing you try will show? Say it first, then compare.',
    change: 'Which one habit of working would you change this week, and how would you notice that it helps?',
    slow: 'What took longer than you thought lately? What would you have needed to know?',
    first: 'What do you usually do first with a hard problem? Try it the other way round once.',
    better: 'What are you doing better than a month ago, and what made the difference?',
    stop: 'Which thing that you do regularly has never been worth its time?',
    ask: 'What have you been wondering for a while without asking anybody?',
    check: 'How do you know that something you finished really holds?',
  },
  generative: {
    teach: 'What could you teach somebody this week that you had to find out by yourself?',
    opposite: 'Which of your convictions about your work would be interesting if it were wrong?',
    connect: 'Where else have you seen the problem that you are working on, in quite another field?',
    missing: 'What is nobody around you working on that somebody should?',
    beginner: 'What would a beginner ask about what you do that you could not answer well?',
    legacy: 'What of this month will still matter in a year?',
    curious: 'What made you curious lately, and what would be the smallest way to follow it?',
    limit: 'Where does your favourite way of working stop being a good one?',
  },
}
