import type { JobTexts } from '../job-texts';

/** The job types in Hebrew. Not yet read by a native speaker. */
export const heJobTexts: JobTexts = {
  systems: {
    careers: { title: 'קריירה', summary: 'איפה עומדים היום, ומה הצעד הבא.' },
  },
  types: {
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
    'career-insights': {
      title: 'תובנות קריירה',
      summary: 'תחזית, טווחי שכר, מיומנויות מבוקשות ותפקידים קרובים עבור תחום אחד.',
      fields: {
        domain: { title: 'תחום', description: 'תחום או תפקיד, לדוגמה ״Data״.' },
      },
    },
  },
};
