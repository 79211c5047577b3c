package dev.strongroom.template;

/// A text that is being made, and does not become larger than a value may be.
final class Growing {
  private final StringBuilder text = new StringBuilder();

  Growing add(String more) {
    return add(more, 0, more.length());
  }

  Growing add(String from, int start, int end) {
    if (text.length() + (long) end - start > TemplateLimits.MAX_MADE) {
      throw Scales.tooLarge();
    }
    text.append(from, start, end);
    return this;
  }

  Value value() {
    return Value.text(text.toString());
  }
}
