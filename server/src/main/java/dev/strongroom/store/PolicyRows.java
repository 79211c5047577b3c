package dev.strongroom.store;

import dev.strongroom.elevation.Policy;
import dev.strongroom.elevation.Rule;
import dev.strongroom.elevation.RuleId;
import dev.strongroom.elevation.RuleText;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of roles, a row for each rule.
final class PolicyRows {
  private record Line(Policy.Key key, RuleId id, Rule rule, Policy.Change change) {}

  private PolicyRows() {}

  static List<Policy> all(SqlTx session) {
    Map<Policy.Key, Map<RuleId, Rule>> rules = new HashMap<>();
    Map<Policy.Key, Policy.Change> changes = new HashMap<>();
    session
        .all(
            """
            SELECT tenant_id, scope_display, role_id, rule_id, rule, changed_on, changed_by
            FROM role_policy_rule
            """,
            PolicyRows::line)
        .forEach(line -> {
          rules
              .computeIfAbsent(line.key(), _ -> new EnumMap<>(RuleId.class))
              .put(line.id(), line.rule());
          changes.put(line.key(), line.change());
        });
    List<Policy> policies = new ArrayList<>();
    rules.forEach(
        (key, all) -> policies.add(new Policy(key, all, Optional.ofNullable(changes.get(key)))));
    return policies;
  }

  private static Line line(Row row) {
    RuleId id = RuleId.parse(row.text("rule_id")).orElseThrow();
    return new Line(
        new Policy.Key(
            TenantId.of(row.text("tenant_id")),
            ResourceId.of(row.text("scope_display")),
            RoleId.of(row.text("role_id"))),
        id,
        RuleText.read(id, row.text("rule")),
        new Policy.Change(row.time("changed_on"), row.text("changed_by")));
  }
}
