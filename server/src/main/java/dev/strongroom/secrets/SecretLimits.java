package dev.strongroom.secrets;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.ObjectLimits;
import java.util.Map;

/// The limits of secrets (azure-facts 1.3), and the refusals of what passes them.
public final class SecretLimits {
  /// Azure counts characters, so UTF-16 units; not bytes.
  public static final int MAX_VALUE_CHARACTERS = 25_600;

  public static final int MAX_CONTENT_TYPE = 255;
  public static final int MAX_TAG_TEXT = 512;

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
    return ObjectLimits.checkTags("A secret", MAX_TAG_TEXT, tags);
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
