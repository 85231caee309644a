//! Keys that mean something else in a block than in a line.

use std::sync::{Arc, Mutex, PoisonError};

use rustyline::history::FileHistory;
use rustyline::{
    CharSearch, Cmd, ConditionalEventHandler, Editor, Event, EventContext, EventHandler, Helper, KeyCode,
    KeyEvent, Modifiers, Movement, RepeatCount,
};

use super::block;

/// A key with what it does; nothing is what it does anyway.
struct Key<F>(F);

impl<F: Fn(&EventContext<'_>) -> Option<Cmd> + Send + Sync> ConditionalEventHandler for Key<F> {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, ctx: &EventContext<'_>) -> Option<Cmd> {
        (self.0)(ctx)
    }
}

/// What is being pasted. It comes key by key and is shown as a whole.
#[derive(Clone, Default)]
pub(super) struct Paste(Arc<Mutex<Option<String>>>);

impl Paste {
    fn change<R>(&self, change: impl FnOnce(&mut Option<String>) -> R) -> R {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes a key that is part of what is pasted; says whether it is.
    fn takes(&self, c: Option<char>) -> bool {
        self.change(|text| text.as_mut().map(|t| t.extend(c))).is_some()
    }

    /// Ends it: a block as the editor holds it.
    fn end(&self) -> String {
        let text = self.change(Option::take).unwrap_or_default();
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\n\t")
    }
}

/// Binds the keys. `tell_tasks` is called for Ctrl-\.
pub(super) fn bind<H: Helper>(
    editor: &mut Editor<H, FileHistory>,
    tell_tasks: impl Fn() + Send + Sync + 'static,
) {
    fn on<H: Helper>(
        editor: &mut Editor<H, FileHistory>,
        keys: &[KeyEvent],
        action: impl Fn(&EventContext<'_>) -> Option<Cmd> + Send + Sync + Clone + 'static,
    ) {
        for key in keys {
            editor.bind_sequence(*key, EventHandler::Conditional(Box::new(Key(action.clone()))));
        }
    }
    let key = |code| KeyEvent(code, Modifiers::NONE);
    let paste = Paste::default();
    for (code, c) in [(key(KeyCode::Enter), '\r'), (KeyEvent::ctrl('J'), '\n')] {
        let paste = paste.clone();
        on(editor, &[code], move |ctx| Some(if paste.takes(Some(c)) { Cmd::Noop } else { enter(ctx) }));
    }
    on(editor, &[KeyEvent(KeyCode::Enter, Modifiers::ALT)], |ctx| Some(new_line(ctx)));
    let tab = paste.clone();
    on(editor, &[key(KeyCode::Tab)], move |ctx| {
        if tab.takes(Some('\t')) {
            return Some(Cmd::Noop);
        }
        let before = ctx.line().get(..ctx.pos())?;
        let line = before.rsplit('\n').next().unwrap_or("");
        line.trim().is_empty().then(|| Cmd::Insert(1, "\t".into()))
    });
    on(editor, &[key(KeyCode::Backspace)], |ctx| at_text_start(ctx).then(|| Cmd::Kill(to_line_above())));
    on(editor, &[key(KeyCode::Left), KeyEvent::ctrl('B')], |ctx| {
        at_text_start(ctx).then(|| Cmd::Move(to_line_above()))
    });
    on(editor, &[key(KeyCode::Right), KeyEvent::ctrl('F')], |ctx| to_line_below(ctx).map(Cmd::Move));
    on(editor, &[key(KeyCode::Home), KeyEvent::ctrl('A')], |ctx| to_text_start(ctx).map(Cmd::Move));
    on(editor, &[KeyEvent::ctrl('U')], |ctx| to_text_start(ctx).map(Cmd::Kill));
    let begins = paste.clone();
    on(editor, &[key(KeyCode::BracketedPasteStart)], move |_| {
        begins.change(|text| *text = Some(String::new()));
        Some(Cmd::Noop)
    });
    let ends = paste.clone();
    on(editor, &[key(KeyCode::BracketedPasteEnd)], move |_| Some(Cmd::Insert(1, ends.end())));
    editor.bind_sequence(Event::Any, EventHandler::Conditional(Box::new(Rest(paste))));
    let tell_tasks = Arc::new(tell_tasks);
    on(editor, &[KeyEvent::ctrl('\\')], move |_| {
        tell_tasks();
        Some(Cmd::Noop)
    });
}

/// Any other key: part of what is pasted, or what it always is.
struct Rest(Paste);

impl ConditionalEventHandler for Rest {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        let c = match event.get(0) {
            Some(KeyEvent(KeyCode::Char(c), Modifiers::NONE)) => Some(*c),
            _ => None,
        };
        self.0.takes(c).then_some(Cmd::Noop)
    }
}

/// Enter: the block is done, or gets another line.
fn enter(ctx: &EventContext<'_>) -> Cmd {
    let after = ctx.line().get(ctx.pos()..).unwrap_or("");
    let last = !after.contains('\n');
    if last && block::is_complete(&block::source(ctx.line())) { Cmd::AcceptLine } else { new_line(ctx) }
}

/// A new line, indented as far as the next statement is likely to be.
fn new_line(ctx: &EventContext<'_>) -> Cmd {
    let before = ctx.line().get(..ctx.pos()).unwrap_or("");
    let tabs = 1 + block::next_indent(&block::source(before));
    Cmd::Insert(1, format!("\n{}", "\t".repeat(tabs)))
}

/// Whether the cursor stands right behind a second prompt.
fn at_text_start(ctx: &EventContext<'_>) -> bool {
    ctx.line().get(..ctx.pos()).is_some_and(|before| before.ends_with("\n\t"))
}

fn to_line_above() -> Movement {
    Movement::ViCharSearch(1, CharSearch::Backward('\n'))
}

/// From the end of a line past the next prompt, to the text of the next line.
fn to_line_below(ctx: &EventContext<'_>) -> Option<Movement> {
    let after = ctx.line().get(ctx.pos()..)?.strip_prefix("\n\t")?;
    Some(match after.chars().find(|c| *c != '\t') {
        Some(c) => Movement::ViCharSearch(1, CharSearch::Forward(c)),
        None => Movement::EndOfBuffer,
    })
}

/// In all lines but the first: back to the text, not into the prompt before it.
fn to_text_start(ctx: &EventContext<'_>) -> Option<Movement> {
    let before = ctx.line().get(..ctx.pos())?;
    before.contains('\n').then_some(Movement::ViCharSearch(1, CharSearch::BackwardAfter('\t')))
}
