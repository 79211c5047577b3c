package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.PrincipalId;
import java.util.Map;

/// `member` belongs to `group` directly; a member may be a group itself.
public record Membership(PrincipalId group, PrincipalId member) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("group", group.toString(), "member", member.toString());
  }
}
