import type { JobTexts } from '../job-texts';

/** The job types in Hebrew. Not yet read by a native speaker. */
export const heJobTexts: JobTexts = {
  systems: {
    guidelines: { title: 'הנחיות', summary: 'נושאי עזרה ראשונה: לומדים, שואלים, מתרגמים.' },
    lessons: { title: 'שיעורים', summary: 'תוכנית לימודים שהופכת לשיעורים, יחידה אחר יחידה.' },
    languages: {
      title: 'שפות',
      summary: 'שיעורים שמוכנים מראש בשפות שבשימוש, ולא באחרות.',
    },
    news: { title: 'חדשות', summary: 'כתבות מפידים: נאספות, מתומצתות, ונשאלות.' },
    operations: { title: 'תפעול', summary: 'מה ששומר על הסדר בהתקנה הזאת.' },
    careers: { title: 'קריירה', summary: 'איפה עומדים היום, ומה הצעד הבא.' },
  },
  types: {
    'export-data': {
      title: 'ייצוא הנתונים שלך',
      summary: 'אוסף את כל מה שנשמר עליך לקובץ אחד, שמחכה שבעה ימים.',
      fields: {},
    },
    'erase-data': {
      title: 'מחיקת נתונים',
      summary: 'מוחק את מה שנשמר על מי שביקש זאת. הפלטפורמה מפעילה אותו בעצמה.',
      fields: { subject: { title: 'נושא המחיקה' } },
    },
    'retry-failures': {
      title: 'ניסיון חוזר לכשלים',
      summary: 'מריץ שוב משימות מסוג אחד שנכשלו באותו אופן: תחילה אחת, והשאר אחרי שהיא הושלמה.',
      fields: {
        fingerprint: { title: 'קבוצה' },
        since: { title: 'נכשלו מאז' },
        before: { title: 'נכשלו לפני' },
        perSecond: { title: 'ניסיונות בשנייה' },
      },
    },
    'news-ingestion': {
      title: 'איסוף חדשות',
      summary:
        'קורא כל פיד ושומר את מה שחדש בו: תקציר, קטעים לחיפוש והווקטורים שלהם. מה שמוכר מדולג.',
      fields: {},
    },
    'deliver-alert': {
      title: 'מסירת התראה',
      summary: 'שולח התראה אחת ליעד אחד. המערכת מפעילה אותו בעצמה.',
      fields: { deliveryId: { title: 'מסירה' } },
    },
    housekeeping: {
      title: 'ניקיון',
      summary:
        'מסיר משימות שהסתיימו וישנות מתקופת השמירה, ומשאיר את הסיכומים שלהן. האחרונות של כל בעלים וסוג נשארות.',
      fields: {
        days: { title: 'ישנות מ־(ימים)', description: 'ריק: לפי הגדרות ההתקנה.' },
      },
    },
    'language-evaluation': {
      title: 'הערכת שפות',
      summary: 'סופר כמה משתמשים בכל שפה, מקדם ומוריד, ואחר כך מנקה אחרי שפות שאינן נפוצות עוד.',
      fields: {
        windowDays: {
          title: 'חלון (ימים)',
          description: 'הימים שבהם נספר השימוש. ריק: לפי ההגדרות.',
        },
      },
    },
    'language-cleanup': {
      title: 'ניקוי שפות',
      summary: 'מסיר שיעורים שמורים בשפות שאינן נפוצות עוד. מה שחדש ומה שנקרא הכי הרבה נשאר.',
      fields: {
        keepDays: {
          title: 'לשמור חדשים (ימים)',
          description: 'מה שנשמר או נקרא בימים אלה. ריק: לפי ההגדרות.',
        },
        keepItems: {
          title: 'לשמור נקראים ביותר (שיעורים)',
          description: 'מספר זה לכל שפה. ריק: לפי ההגדרות.',
        },
      },
    },
    'preload-languages': {
      title: 'הכנת שפות מראש',
      summary:
        'שומר את השיעורים בכל שפה נפוצה, מתורגמים מאנגלית היכן שהם חסרים. מה שלא תורגם אינו נשמר כאילו תורגם.',
      fields: {
        languages: {
          title: 'שפות',
          description: 'קודים כמו ״he״ או ״ar״ של שפות נפוצות. כולן אם לא צוינה שפה.',
        },
      },
    },
    train: {
      title: 'לימוד הנחיות',
      summary:
        'לומד כל נושא בתוכנית: תקציר, עובדות מפתח, שאלות ותשובות וייצוג וקטורי. רק מה שחדש או השתנה.',
      fields: {
        curriculum: { title: 'תוכנית לימודים', description: '70 נושאי עזרה ראשונה כלולים.' },
      },
    },
    translate: {
      title: 'תרגום הנחיות',
      summary:
        'מביא כל הנחיה ל־19 שפות: מתרגומים מאושרים, ומהספק אם הוגדר אחד. רק מה שחסר או השתנה.',
      fields: {
        languages: {
          title: 'שפות',
          description: 'קודים כמו ״he״ או ״ar״. כל ה־19 אם לא צוינה שפה.',
        },
        dryRun: {
          title: 'הרצת ניסיון',
          description: 'בודקת מנות ופריסה באנגלית מסומנת, שקוראים לעולם לא רואים.',
        },
      },
    },
    'lesson-plans': {
      title: 'מערכי שיעור',
      summary:
        'מתכנן את שיעורי התוכנית יחידה אחר יחידה: מטרות, פעילויות בדקות והערכה. כל יחידה מכניסה לתור את הבאה.',
      fields: {
        workflowId: {
          title: 'תהליך',
          description: 'שם כלשהו. שם חדש מתחיל את התוכנית המובנית, שם מוכר ממשיך אותה.',
        },
        moduleIndex: {
          title: 'יחידה',
          description: 'החל מ־0. אם לא צוינה, היחידה הראשונה שחסרה.',
        },
      },
    },
    'resume-optimization': {
      title: 'שיפור קורות חיים',
      summary: 'נותן ציון לקורות החיים מול תפקיד, מוצא מילות מפתח חסרות ומנסח מחדש את הסעיפים.',
      fields: {
        resumeText: {
          title: 'קורות החיים',
          description: 'טקסט פשוט, בין 200 ל־20,000 תווים.',
        },
        targetRole: { title: 'תפקיד היעד' },
      },
    },
    'skill-gap-analysis': {
      title: 'ניתוח פערי מיומנויות',
      summary: 'מיומנויות תואמות, חסרות וקרובות, מדורגות, עם סדר מומלץ ללימוד.',
      fields: {
        targetRole: { title: 'תפקיד היעד' },
        industry: { title: 'ענף' },
        currentSkills: { title: 'מיומנויות קיימות', description: 'בין מיומנות אחת ל־60.' },
      },
    },
    ask: {
      title: 'שאלה על החדשות',
      summary: 'מוצא בחדשות השמורות את הקטעים שעונים על שאלה, ועונה מתוכם.',
      fields: {
        question: { title: 'שאלה', description: 'התשובה באה רק מהכתבות השמורות.' },
      },
    },
    'career-insights': {
      title: 'תובנות קריירה',
      summary: 'תחזית, טווחי שכר, מיומנויות מבוקשות ותפקידים קרובים עבור תחום אחד.',
      fields: {
        domain: { title: 'תחום', description: 'תחום או תפקיד, לדוגמה ״Data״.' },
      },
    },
  },
};
