/** What is wrong with a lesson, and where: the build stops with it, and its author reads `web/lessons/NAME.md:42: what`. */
export class LessonError extends Error {
  /** @param {string} file @param {number} line counted from 1 @param {string} message */
  constructor(file, line, message) {
    super(`${file}:${line}: ${message}`);
    this.name = 'LessonError';
    this.line = line;
  }
}
