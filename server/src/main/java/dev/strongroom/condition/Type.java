package dev.strongroom.condition;

/// What an operator compares; the first word of its name.
public enum Type {
  TEXT("String", "a text in quotes, as 'app-'"),
  NUMBER("Numeric", "a whole number"),
  DATE("DateTime", "a time in quotes, as '2026-01-31T12:00:00Z'"),
  FLAG("Bool", "true or false"),
  GUID("Guid", "a GUID");

  private final String word;
  private final String form;

  Type(String word, String form) {
    this.word = word;
    this.form = form;
  }

  String word() {
    return word;
  }

  /// How its values are written, for messages.
  String form() {
    return form;
  }
}
