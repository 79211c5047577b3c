package dev.strongroom.kernel;

/// Looks on while a question is judged. Whoever judges shows it each thing it looks at and what
/// that came to; with a trace that is on it also looks at what could no longer change the answer.
/// So an explanation is the judgement itself, and cannot differ from it.
public interface Trace {
  Trace OFF =
      new Trace() {
        @Override
        public boolean on() {
          return false;
        }

        @Override
        public void saw(Sighting sighting) {
          // nobody looks on
        }
      };

  boolean on();

  void saw(Sighting sighting);
}
