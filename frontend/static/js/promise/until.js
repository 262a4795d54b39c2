// Until when something may be held, as few ready answers in the person's own evening.

const EVENING = 18;
const LAST_CALL = 17;

const CHOICES = [
  { name: "today", key: "promise-until-today", days: 0 },
  { name: "tomorrow", key: "promise-until-tomorrow", days: 1 },
  { name: "days", key: "promise-until-days", days: 3 },
  { name: "week", key: "promise-until-week", days: 7 },
];

/** The choices that still make sense at a moment; late in the day it is tomorrow at the earliest. */
export const ends = (now) => CHOICES.filter(({ days }) => days > 0 || new Date(now).getHours() < LAST_CALL);

/** The instant that a choice stands for, in UTC. */
export function endOf(name, now) {
  const { days } = CHOICES.find((choice) => choice.name === name);
  const end = new Date(now);
  end.setDate(end.getDate() + days);
  end.setHours(EVENING, 0, 0, 0);
  return end.toISOString();
}
