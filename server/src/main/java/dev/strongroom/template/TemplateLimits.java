package dev.strongroom.template;

/// What one template may ask for. The numbers with a name in Azure's documentation are Azure's.
public final class TemplateLimits {
  public static final int MAX_BYTES = 4 << 20;
  public static final int MAX_PARAMETERS = 256;
  public static final int MAX_VARIABLES = 256;

  /// Also the most that one loop makes.
  public static final int MAX_RESOURCES = 800;

  public static final int MAX_OUTPUTS = 64;
  public static final int MAX_EXPRESSION = 24_576;

  /// Ours: one value, and all that one function is given. A text counts its characters, and each
  /// value [#EACH] more. Azure limits the expanded template to 4 MB.
  public static final int MAX_MADE = 4 << 20;

  /// Ours: what each value and each step counts, about what a value takes in memory.
  public static final int EACH = 32;

  /// Ours: all parameters and variables together, in the same unit.
  public static final long MAX_KEPT = 4L * MAX_MADE;

  /// Ours: all that functions look at and make during one deployment, in the same unit.
  public static final long MAX_WORK = 128L << 20;

  /// Ours: calls within calls, also through variables and functions of the template, and values
  /// within values.
  public static final int MAX_DEPTH = 100;

  /// Ours: `.name` and `[index]` in one expression.
  public static final int MAX_LINKS = 1_000;

  /// Ours: the format of a time, a duration.
  public static final int MAX_FORMAT = 64;

  /// Ours: each text of a reference to a secret.
  public static final int MAX_REFERENCE = 512;

  /// Ours: how far the point of a number may be from its digits.
  static final int MAX_SCALE = 60;

  /// Ours, as for every JSON that the server reads.
  static final int MAX_JSON_DEPTH = 32;

  private TemplateLimits() {}
}
