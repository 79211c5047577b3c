package dev.strongroom.vaults;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Tags;

/// ARM's limits for the tags of a resource or resource group.
public final class ResourceTags {
  static final int MAX_TAGS = 50;
  static final int MAX_NAME_LENGTH = 512;
  static final int MAX_VALUE_LENGTH = 256;

  private ResourceTags() {}

  public static Tags checked(Tags tags) {
    if (tags.entries().size() > MAX_TAGS) {
      throw refused("a resource has at most " + MAX_TAGS + " tags");
    }
    tags.entries()
        .forEach((name, value) -> {
          if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw refused("the name of a tag has 1 to " + MAX_NAME_LENGTH + " characters");
          }
          if (value.length() > MAX_VALUE_LENGTH) {
            throw refused("the value of a tag has at most " + MAX_VALUE_LENGTH + " characters");
          }
        });
    return tags;
  }

  private static RuntimeException refused(String rule) {
    return new Problem.Invalid("InvalidTags", "The tags are not accepted: " + rule + ".")
        .asException();
  }
}
