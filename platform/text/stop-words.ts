/** English words that say nothing about what a text is about. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an the and or but nor so yet if then than as of at by for from in into on onto off out over under up down to with
   without within about above below after before again against between during through until while because
   i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
   this that these those who whom whose which what when where why how here there
   am is are was were be been being do does did doing done have has had having
   can could may might must shall should will would cannot
   not no yes all any both each every few more most much other others own same some such only just also too very
   once now let said says aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't wasn't weren't won't
   wouldn't it's i'm you're they're we're that's there's`.split(/\s+/),
);
