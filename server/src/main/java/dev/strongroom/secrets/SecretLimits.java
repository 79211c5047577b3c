package dev.strongroom.secrets;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Tags;
import java.util.Map;

/// The limits of secrets (azure-facts 1.3), and the refusals of what passes them.
public final class SecretLimits {
  /// Azure counts characters, so UTF-16 units; not bytes.
  public static final int MAX_VALUE_CHARACTERS = 25_600;

  public static final int MAX_CONTENT_TYPE = 255;
  public static final int MAX_TAGS = 15;
  public static final int MAX_TAG_NAME = 512;
  public static final int MAX_TAG_VALUE = 512;
  public static final int MAX_BACKUP_VERSIONS = 500;

  /// A backup must fit, as base64, into the body of the request that restores it: the listener
  /// takes 1 MiB.
  public static final int MAX_BACKUP_BYTES = 750_000;

  /// How many due secrets one run of the purge job takes.
  public static final int PURGE_BATCH = 100;

  /// How many versions one transaction of a purge destroys, so that other writers wait for that
  /// many only.
  public static final int PURGE_VERSIONS = 200;

  /// How many values one transaction opens and seals again.
  static final int RESEAL_BATCH = 100;

  private SecretLimits() {}

  public static void checkValue(int characters) {
    if (characters > MAX_VALUE_CHARACTERS) {
      throw refused(
          "Secret is beyond the maximum permitted length of "
              + MAX_VALUE_CHARACTERS
              + " characters");
    }
  }

  public static String checkContentType(String contentType) {
    if (contentType.length() > MAX_CONTENT_TYPE) {
      throw refused("The contentType is longer than " + MAX_CONTENT_TYPE + " characters.");
    }
    return contentType;
  }

  public static Tags checkTags(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw refused(
          "A secret can have at most "
              + MAX_TAGS
              + " tags; the request names "
              + tags.size()
              + ".");
    }
    tags.forEach((name, value) -> checkTag(name, value));
    return new Tags(tags);
  }

  private static void checkTag(String name, String value) {
    if (name.length() > MAX_TAG_NAME) {
      throw refused("The name of a tag is longer than " + MAX_TAG_NAME + " characters.");
    }
    if (value.length() > MAX_TAG_VALUE) {
      throw refused("The value of a tag is longer than " + MAX_TAG_VALUE + " characters.");
    }
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
