package dev.strongroom.access;

import dev.strongroom.kernel.Refused;
import dev.strongroom.model.IpBlock;
import java.nio.charset.StandardCharsets;

/// Filters and address rules, as anybody may write them.
public final class FilterFuzz {
  private FilterFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    IpBlock.parse(text);
    try {
      AssignmentFilter.parse(text);
    } catch (Refused refused) {
      refused.problem();
    }
    try {
      ListRoleDefinitions.Filter.parse(text);
    } catch (Refused refused) {
      refused.problem();
    }
  }
}
