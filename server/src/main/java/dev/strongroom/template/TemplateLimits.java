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

  /// Ours: one value, in characters and elements together. Azure limits the expanded template to 4
  /// MB.
  public static final int MAX_MADE = 4 << 20;

  /// Ours: all that functions look at and make during one deployment, in the same unit.
  public static final long MAX_WORK = 256L << 20;

  /// Ours: calls within calls, also through variables and functions of the template, and values
  /// within values.
  public static final int MAX_DEPTH = 100;

  /// Ours, as for every JSON that the server reads.
  static final int MAX_JSON_DEPTH = 32;

  private TemplateLimits() {}
}
