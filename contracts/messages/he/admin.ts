import type { Messages } from '../locales';
import { jobs, plural } from './plural';
import { time } from './time';

const rates = new Intl.NumberFormat('he', { maximumFractionDigits: 1 });
const rate = (share: number): string => `${rates.format(share * 100)}%`;

export const admin: Messages['admin'] = {
  title: 'תפעול',
  updated: (age) => `עודכן ${age}`,
  waitingForNews: 'בהמתנה לנתונים הראשונים',
  still: 'עומד במקום כל עוד אין צופה',
  type: 'סוג משימה',
  anyType: 'כל סוגי המשימות',
  nav: {
    label: 'תפעול',
    places: {
      overview: 'סקירה',
      schedules: 'תזמונים',
      audit: 'יומן פעולות',
      board: 'לוח התורים',
      languages: 'שפות',
      sources: 'מקורות חדשות',
      alerts: 'התראות',
    },
  },
  roles: {
    names: { viewer: 'צופה', operator: 'מפעיל', admin: 'מנהל' },
    onlyOperators: 'דורש תפקיד של מפעיל',
  },
  range: {
    label: 'טווח',
    presets: { '15m': '15 דק׳', '1h': 'שעה', '24h': 'יממה', '7d': 'שבוע' },
    custom: 'אחר',
    customTitle: 'טווח לבחירתך',
    from: 'מ־',
    to: 'עד',
    apply: 'החלה',
    wrong: 'הסוף צריך לבוא אחרי ההתחלה.',
    zone: 'אזור זמן',
    zones: { local: 'מקומי', utc: 'UTC' },
    zoneHint: { local: 'לפי השעון של המכשיר הזה', utc: 'לפי UTC' },
    widen: (range) => `הרחבה אל ${range}`,
  },
  charts: {
    asTable: 'הצגה כטבלה',
    legend: 'מה מצויר',
    time: 'זמן',
    unknown: '–',
    nothing: 'אין משימות בטווח הזה',
    rate,
    stretch: (from, to) => `\u2066${from} – ${to}\u2069`,
  },
  slots: (used, total) => `${time.count(used)} מתוך ${time.count(total)}`,
  health: {
    label: 'מצב המערכת',
    start: 'עיכוב בהתחלה, p95',
    failures: 'שיעור כישלונות',
    oldest: 'ההמתנה הארוכה ביותר',
    sockets: 'חיבורים חיים',
    workers: 'תהליכי עבודה',
    nobody: 'אין',
    ofExpected: (expected) => `מתוך ${time.count(expected)}`,
    limit: (limit) => `הגבול ${limit}`,
    missing: 'פחות מהצפוי',
    away: 'אין מענה מ־Redis',
  },
  throughput: {
    title: 'תפוקה',
    cursor: 'משימות שהסתיימו, לאורך זמן',
    press: 'לחיצה מציגה את המשימות',
    sum: {
      nothing: (before) =>
        before === 0
          ? 'שום משימה לא הסתיימה בטווח הזה, וגם לא בזה שלפניו.'
          : `שום משימה לא הסתיימה בטווח הזה; בזה שלפניו הסתיימו ${jobs(before)}.`,
      ended: (count) => `הסתיימו ${jobs(count)}.`,
      noneFailed: 'אף אחת לא נכשלה.',
      failed: (now, whence) => `${rate(now)} נכשלו${whence}.`,
      same: (now, whence) => `${rate(now)} נכשלו, כמו קודם${whence}.`,
      rose: (then, now, whence) => `הכישלונות עלו מ־${rate(then)} ל־${rate(now)}${whence}.`,
      fell: (then, now, whence) => `הכישלונות ירדו מ־${rate(then)} ל־${rate(now)}${whence}.`,
      allOf: (title) => `, כולם של ${title}`,
      mostOf: (share, title) => `, ${Math.round(share * 100)}% מהם של ${title}`,
    },
  },
  latency: {
    title: 'השהיה',
    measure: 'מה נמדד',
    measures: { wait: 'המתנה בתור', run: 'זמן ריצה' },
    scale: 'קנה מידה',
    log: 'סולם לוגריתמי',
    cursor: { wait: 'המתנה בתור, לאורך זמן', run: 'זמן ריצה, לאורך זמן' },
    sum: {
      wait: {
        nothing: 'שום משימה לא התחילה בטווח הזה.',
        half: (p50, p95) => `מחצית המשימות התחילו תוך ${p50}, ו־95% תוך ${p95}.`,
      },
      run: {
        nothing: 'שום משימה לא הסתיימה בטווח הזה.',
        half: (p50, p95) => `מחצית המשימות נמשכו ${p50} לכל היותר, ו־95% נמשכו ${p95} לכל היותר.`,
      },
      peak: (p99, at) => `השיא של p99 היה ${p99} בשעה \u2066${at}\u2069.`,
    },
  },
  failures: {
    title: 'כישלונות',
    sum: (groups, count) =>
      `${plural(groups, 'קבוצה אחת', 'שתי קבוצות', (figure) => `${figure} קבוצות`)}, ${jobs(count)}`,
    truncated: '(האחרונים; יש עוד)',
    none: 'שום משימה לא נכשלה בטווח הזה.',
    noneLeft: 'מה שנכשל בטווח הזה הוסר מהרשימה.',
    columns: {
      what: 'מה נכשל',
      type: 'סוג',
      jobs: 'משימות',
      trend: 'מגמה',
      users: 'משתמשים',
      first: 'נראה לראשונה',
      last: 'נראה לאחרונה',
      actions: 'פעולות',
    },
    muted: 'מושתק',
    nothingOpen: 'על כולן כבר נעשה ניסיון נוסף',
    trend: (counts) => `לאורך הטווח: ${counts.join(', ')}`,
    more: (message) => `עוד עבור ${message}`,
    actions: {
      retry: (count) => (count === 0 ? 'ניסיון חוזר' : `ניסיון חוזר (${time.count(count)})`),
      open: 'פתיחה',
      mute: 'השתקה',
      unmute: 'ביטול השתקה',
      discard: 'הסרה',
    },
  },
  failure: {
    back: 'כישלונות',
    sample: 'האחרון',
    diff: 'הקלט, לצד האחרון שהצליח',
    differs: (other, all) =>
      other === 0
        ? 'שני הקלטים זהים: הסיבה במקום אחר.'
        : `${time.count(other)} מתוך ${time.count(all)} ערכים שונים.`,
    showAll: 'הצגת ערכים שווים',
    field: 'שדה',
    good: 'האחרון שהצליח',
    bad: 'נכשל',
    whole: '(הקלט)',
    absent: 'אין',
    noGood: 'שום משימה מהסוג הזה עוד לא הושלמה: אין למה להשוות.',
    noPayloads: 'קלטים מוצגים למפעילים ולמנהלים.',
    input: 'הקלט של המשימה שנכשלה',
    jobs: 'משימות',
    columns: { job: 'משימה', user: 'משתמש', failed: 'נכשלה', retry: 'ניסיון חוזר' },
    notRetried: 'עוד לא',
    retrying: 'בתהליך',
    code: 'קוד',
    type: 'סוג',
    count: 'ב־7 הימים האחרונים',
    open: 'ממתינות לניסיון חוזר',
    users: 'משתמשים',
    firstSeen: 'נראה לראשונה',
    lastSeen: 'נראה לאחרונה',
    mutedBy: (name) => `הושתק על ידי ${name}`,
    goodRun: 'ההרצה המוצלחת האחרונה',
    goneTitle: 'אין קבוצה כזאת',
    goneText: 'ייתכן שהמשימות שלה הוסרו, כמו כל משימה ישנה.',
  },
  queues: {
    title: 'תורים',
    shown: (shown, all) =>
      shown === all
        ? time.count(all)
        : `${time.count(shown)} מתוך ${time.count(all)}, העמוסים תחילה`,
    all: (count) => `הצגת כל ה־${count}`,
    columns: {
      queue: 'תור',
      waiting: 'ממתינות',
      active: 'בביצוע',
      rate: 'לדקה',
      oldest: 'ההמתנה הארוכה',
      drains: 'יתרוקן תוך',
      state: 'מצב',
      actions: 'פעולות',
    },
    unknown: '–',
    delayed: (count) => `${time.count(count)} מאוחר יותר`,
    rate: (perMinute) => rates.format(perMinute),
    states: { working: 'עובד', waiting: 'ממתין', idle: 'פנוי' },
    pausedBy: (name) => `על ידי ${name}`,
    more: (name) => `עוד עבור ${name}`,
    actions: { pause: 'השהיה', resume: 'המשך', limit: 'קביעת גבול' },
  },
  schedules: {
    none: 'שום דבר לא רץ לפי השעון.',
    all: 'כל התזמונים',
    columns: { schedule: 'תזמון', next: 'ההרצה הבאה', last: 'האחרונה', actions: 'פעולות' },
    queued: 'ההרצה בתור.',
  },
  workers: {
    title: 'תהליכי עבודה',
    none: 'אין תהליך עבודה פעיל. משימות מתקבלות ונשמרות עד שיעלה אחד.',
    up: (up, expected) =>
      expected === null
        ? `${time.count(up)} פעילים`
        : `${time.count(up)} פעילים, ${time.count(expected)} צפויים`,
    sockets: (processes, open) =>
      `${time.count(open)} חיבורים ב${plural(processes, 'תהליך אחד', 'שני תהליכים', (figure) => `־${figure} תהליכים`)}`,
    columns: {
      worker: 'תהליך',
      slots: 'מקומות',
      jobs: 'מבצע',
      memory: 'זיכרון',
      beat: 'סימן חיים',
      actions: 'פעולות',
    },
    types: (count) => plural(count, 'סוג אחד', 'שני סוגים', (figure) => `${figure} סוגים`),
    draining: (used) => (used === 0 ? 'רוקן' : 'מתרוקן'),
    noJobs: 'כלום',
    moreJobs: (count) => `ועוד ${time.count(count)}`,
    memory: (mib) => `${time.count(mib)} MiB`,
    states: { up: 'פעיל', stale: 'מתעכב', offline: 'מנותק' },
    gone: 'אין ממנו מענה',
    actions: { drain: 'ריקון', resume: 'קבלת משימות' },
  },
  ended: {
    title: 'משימות שהסתיימו',
    between: (from, to) => `\u2066${from} – ${to}\u2069`,
    none: 'שום משימה לא הסתיימה בזמן הזה.',
    noneFits: 'אף אחת מהמשימות שהסתיימו בזמן הזה לא מתאימה למסננים האלה.',
    status: 'מצב',
    anyStatus: 'כל מצב',
    columns: {
      state: 'מצב',
      job: 'משימה',
      user: 'משתמש',
      ended: 'הסתיימה',
      waited: 'המתינה',
      ran: 'רצה',
    },
  },
  audit: {
    title: 'יומן פעולות',
    lead: 'מי עשה מה, החדש תחילה.',
    none: 'איש עוד לא עשה דבר.',
    noneFits: 'שום דבר לא מתאים למסננים האלה.',
    all: 'היומן כולו',
    more: 'הצגת עוד',
    kind: 'במה מדובר',
    anyKind: 'הכול',
    actor: 'מי',
    anyone: 'כולם',
    onlyActor: (name) => `רק ${name}`,
    columns: { who: 'מי', when: 'מתי', what: 'מה', target: 'על מה' },
    kinds: {
      job: 'משימה',
      schedule: 'תזמון',
      queue: 'תור',
      worker: 'תהליך עבודה',
      failure: 'כישלונות',
    },
    actions: {
      cancel: 'ביטול',
      retry: 'ניסיון חוזר',
      'run-now': 'התחלה מיידית',
      pause: 'השהיה',
      resume: 'המשך',
      limit: 'הגבלה',
      drain: 'ריקון',
      trigger: 'הרצה ידנית',
      'skip-next': 'דילוג על הרצה',
      reset: 'איפוס',
      edit: 'שינוי',
      mute: 'השתקה',
      unmute: 'ביטול השתקה',
      discard: 'הסרה',
    },
  },
  pausedBar: {
    label: 'תורים מושהים',
    paused: (count) => (count === 1 ? 'מושהה; המשימות ממתינות.' : 'מושהים; המשימות ממתינות.'),
    by: (name) => `הושהה על ידי ${name}`,
    reason: (reason) => `הסיבה: ${reason}`,
    see: 'לתורים',
  },
  ask: {
    keep: 'להשאיר כך',
    resumeQueue: (name) => `להמשיך את ${name}?`,
    resumeQueueText: (waiting) =>
      waiting === 0
        ? 'משימות חדשות יתחילו כשיתפנו תהליכי עבודה.'
        : `${jobs(waiting)} שחיכו יתחילו כשיתפנו תהליכי עבודה.`,
    pauseQueue: (name) => `להשהות את ${name}?`,
    pauseQueueText: (waiting, active) =>
      `שום משימה נוספת מהסוג הזה לא תתחיל. בהמתנה: ${time.count(waiting)}. ${
        active === 0
          ? 'אף אחת אינה בביצוע.'
          : `מה שכבר בביצוע (${time.count(active)}) יסתיים כרגיל.`
      } כולם רואים שהתור מושהה.`,
    reason: 'סיבה',
    reasonHint: 'למי שישאל למה. מפעילים רואים אותה בכל דף.',
    limitQueue: (name) => `הגבלת ${name}`,
    limitQueueText: (active) =>
      `כמה משימות מהסוג הזה לכל היותר בבת אחת, בכל תהליכי העבודה. כעת: ${time.count(active)}.`,
    limit: 'משימות בבת אחת',
    limitHint: 'ריק: ככל שיש מקום בתהליכי העבודה',
    limitWrong: (most) => `מספר שלם מ־1 עד ${time.count(most)}, או ריק`,
    worker: {
      drain: (name) => `לרוקן את \u2066${name}\u2069?`,
      resume: (name) => `לתת שוב משימות ל־\u2066${name}\u2069?`,
    },
    workerText: {
      drain: (used) =>
        `לא יקבל משימות חדשות. ${used === 0 ? 'אין לו משימות בביצוע.' : `מה שבביצוע (${time.count(used)}) יסתיים קודם, או יחזור לתור בתום זמן החסד.`} התהליך נשאר פעיל.`,
      resume: () => 'יקבל שוב משימות כשיגיעו.',
    },
    failures: {
      retry: (open) => `לנסות שוב ${jobs(open)}?`,
      mute: () => 'להשתיק את הקבוצה?',
      unmute: () => 'לבטל את ההשתקה?',
      discard: () => 'להסיר את הקבוצה?',
    },
    failuresText: {
      retry: (open) =>
        open === 1
          ? 'תרוץ שוב כמשימה חדשה של בעליה.'
          : 'אחת יוצאת ראשונה. כשתושלם יבואו האחרות, 20 בשנייה; אם תיכשל, לא ניגע בהן. ההתקדמות מוצגת כמשימה שלך.',
      mute: () => 'מעכשיו תעמוד בסוף. המשימות שלה נספרות כמו קודם.',
      unmute: () => 'תעמוד שוב בין האחרות.',
      discard: () => 'תצא מהרשימה עד שתיכשל שוב. המשימות שלה נשארות כפי שהן.',
    },
  },
  done: {
    pause: 'הושהה.',
    resume: 'ממשיך.',
    limit: 'הגבול בתוקף.',
    drain: 'אינו מקבל משימות חדשות.',
    'worker-resume': 'מקבל שוב משימות.',
    retry: 'הניסיון החוזר יצא לדרך: ראו את ההודעה שלו.',
    mute: 'הושתק.',
    unmute: 'ההשתקה בוטלה.',
    discard: 'הוסר.',
    failed: (why) => `לא בוצע: ${why}`,
  },
  trouble: {
    title: 'לא ניתן לקרוא את הנתונים',
    stale: (age) => `לא ניתן לרענן את הנתונים; הם בני ${age}.`,
    request: 'בקשה',
    again: 'ניסיון נוסף',
    loading: 'הנתונים נקראים',
  },
};
