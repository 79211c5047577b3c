package dev.strongroom.objects;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Tags;
import java.util.Map;

/// The limits that all kinds of objects share (azure-facts 1.3), and the refusals of what passes
/// them.
public final class ObjectLimits {
  public static final int MAX_TAGS = 15;
  public static final int MAX_BACKUP_VERSIONS = 500;

  /// How many due objects one run of the purge job takes.
  public static final int PURGE_BATCH = 100;

  /// How many versions one transaction of a purge destroys, so that other writers wait for that
  /// many only.
  public static final int PURGE_VERSIONS = 200;

  /// How many values one transaction opens and seals again.
  static final int RESEAL_BATCH = 100;

  private ObjectLimits() {}

  /// @param kind as a sentence names one of the objects, as `A secret`
  /// @param maxText how long a tag's name or value may be
  public static Tags checkTags(String kind, int maxText, Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw refused(
          kind + " can have at most " + MAX_TAGS + " tags; the request names " + tags.size() + ".");
    }
    tags.forEach((name, value) -> {
      checkText("name", name, maxText);
      checkText("value", value, maxText);
    });
    return new Tags(tags);
  }

  private static void checkText(String what, String text, int max) {
    if (text.length() > max) {
      throw refused("The " + what + " of a tag is longer than " + max + " characters.");
    }
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
