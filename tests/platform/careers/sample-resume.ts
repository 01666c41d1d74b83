/** A resume with something good and something to mend in every part. */
export const sampleResume = `Jane Doe
jane@example.com | +44 7700 900123 | github.com/jane

Summary
Developer with six years in web applications, looking for a team that ships.

Work Experience
Acme Ltd, Software Developer, 2019 to 2025
- Responsible for building REST APIs in Node.js and PostgreSQL
- Reduced page load time by 43% by moving images to a CDN
- Worked on the checkout page
- Helped migrate 120 services to Docker
- Was responsible for designing, building and running the data platform
- Led a team of 4 engineers
  across two offices

Education
BSc Computer Science, Leeds

Skills
JavaScript, TypeScript, ReactJS, Node, Postgres, Docker, Git
`;
