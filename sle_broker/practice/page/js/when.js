// Days and times as people in Britain read them, in British time wherever the reader is.

const zone = { timeZone: "Europe/London" };
const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...zone });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", ...zone });
const whole = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", ...zone });

export const timeOf = (moment) => time.format(new Date(moment));
export const dayOf = (moment) => day.format(new Date(moment));
export const momentOf = (moment) => `${dayOf(moment)}, ${timeOf(moment)}`;
export const wholeDay = (moment) => whole.format(new Date(moment));
export const ofTs = (ts) => Number(ts) * 1000;
