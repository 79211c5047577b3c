package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Azure's built-in roles, with their exact ids, texts and permissions. Read-only.
public final class BuiltInRoles {
  private static final String RESOURCE = "builtin-roles.txt";

  private final List<Role> roles;

  private BuiltInRoles(List<Role> roles) {
    this.roles = roles;
  }

  /// Reads the table that is part of this jar.
  public static BuiltInRoles load() {
    try (InputStream table = BuiltInRoles.class.getResourceAsStream(RESOURCE)) {
      byte[] text = Objects.requireNonNull(table, "the table is part of the jar").readAllBytes();
      return parse(new String(text, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the table of built-in roles cannot be read", unreadable);
    }
  }

  public List<RoleDefinition> definitions() {
    return roles.stream().map(Role::definition).toList();
  }

  List<Role> roles() {
    return roles;
  }

  private static BuiltInRoles parse(String table) {
    List<Role> found = new ArrayList<>();
    for (String block : table.split("\n\n")) {
      if (block.startsWith("role ")) {
        found.add(Role.of(role(block.lines().toList())));
      }
    }
    return new BuiltInRoles(List.copyOf(found));
  }

  private static RoleDefinition role(List<String> lines) {
    String[] head = valuesOf(lines, "role").getFirst().split(" ", 2);
    List<String> conditions = valuesOf(lines, "condition");
    Permission permission =
        new Permission(
            valuesOf(lines, "action"),
            valuesOf(lines, "not-action"),
            valuesOf(lines, "data"),
            valuesOf(lines, "not-data"),
            conditions.stream().findFirst());
    return new RoleDefinition(
        RoleId.of(head[0]),
        new Maker.Azure(),
        head[1],
        valuesOf(lines, "about").getFirst(),
        List.of(permission),
        List.of(ResourceId.ROOT));
  }

  private static List<String> valuesOf(List<String> lines, String word) {
    String start = word + " ";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }
}
