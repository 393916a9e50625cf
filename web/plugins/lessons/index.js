// A Vite plugin: web/lessons/NAME.md becomes lessons/NAME.html, and all of them lessons/index.html, in the build and on the dev server.
import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { LessonError } from './lesson-error.js';
import { readLesson, readMacros } from './lesson.js';
import { indexPage, lessonPage } from './page.js';

const folder = new URL('../../lessons/', import.meta.url);

/** Names of all lessons. README.md, beside them, tells their authors how. */
export const lessonNames = () => readdirSync(folder)
  .filter((file) => /^[a-z][a-z0-9-]*\.md$/.test(file)).map((file) => file.slice(0, -'.md'.length));

/** All lessons in their order. @throws {LessonError} */
export async function readLessons() {
  const macros = readMacros(folder);
  const all = [];
  for (const name of lessonNames()) {
    const file = `web/lessons/${name}.md`;
    const lesson = await readLesson(file, readFileSync(new URL(`${name}.md`, folder), 'utf8'), macros);
    const other = all.find(({ front }) => front.order === lesson.front.order);
    if (other) throw new LessonError(file, 1, `order: ${lesson.front.order} is that of ${other.name} already`);
    all.push({ name, front: lesson.front, lesson });
  }
  return all.sort((a, b) => a.front.order - b.front.order);
}

/** @param {string} name  of a lesson, or `index` */
export async function pageOf(name) {
  const all = await readLessons();
  return name === 'index' ? indexPage(all) : lessonPage(all.find((lesson) => lesson.name === name), all);
}

/** The pages as Rollup's inputs: files that are not there, since load() below makes them. */
export const lessonInputs = () => Object.fromEntries(
  ['index', ...lessonNames()].map((name) => [`lessons/${name}`, fileURLToPath(new URL(`${name}.html`, folder))]));

/** @returns {import('vite').Plugin} */
export function lessons() {
  const nameOf = (path) => {
    const name = basename(path, '.html');
    return /\/lessons\/[a-z0-9-]+\.html$/.test(path) && ['index', ...lessonNames()].includes(name) ? name : null;
  };
  return {
    name: 'lessons',
    enforce: 'pre',
    resolveId: (id) => (nameOf(id) ? id : null),
    load: (id) => {
      const name = nameOf(id);
      return name ? pageOf(name) : null;
    },
    configureServer(server) {
      server.watcher.add(fileURLToPath(folder));
      server.watcher.on('change', (path) => path.endsWith('.md') && server.ws.send({ type: 'full-reload' }));
      server.middlewares.use(async (request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/\/lessons\/$/, '/lessons/index.html');
        const name = nameOf(path);
        if (!name) return next();
        try {
          const html = await server.transformIndexHtml(path, await pageOf(name));
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          response.end(html);
        } catch (error) {
          next(error);
        }
      });
    },
  };
}
