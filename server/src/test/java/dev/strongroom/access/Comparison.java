package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.DenyAssignment.Content;
import dev.strongroom.access.DenyAssignment.Subject;
import dev.strongroom.access.DenyAssignment.Whom;
import dev.strongroom.access.ReferenceRbac.Asked;
import dev.strongroom.access.ReferenceRbac.Assignment;
import dev.strongroom.access.ReferenceRbac.Eligibility;
import dev.strongroom.access.ReferenceRbac.Given;
import dev.strongroom.access.ReferenceRbac.Place;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.condition.Attribute;
import dev.strongroom.condition.Attribute.Source;
import dev.strongroom.condition.Value;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Asks the compiled authoriser and [ReferenceRbac] the same question about the same world.
final class Comparison {
  static final UUID ROLE = new UUID(9, 9);
  private static final String ASSIGNMENTS = "Microsoft.Authorization/roleAssignments:";
  private static final Attribute VAULT_NAME =
      Attribute.of(Source.RESOURCE, "Microsoft.KeyVault/vaults:name");
  private static final Attribute NOW = Attribute.of(Source.ENVIRONMENT, "UtcNow");
  private static final String SECRET_NAME = "Microsoft.KeyVault/vaults/secrets:name";

  private final World world;
  private final Given given;

  Comparison(World world, Given given) {
    this.world = world;
    this.given = given;
    world.takeAll();
    world.memberOf.clear();
    given.assignments().forEach(this::give);
    given
        .denials()
        .forEach(one ->
            world.deny(
                new Content(
                    "denial",
                    "",
                    List.of(one.permission()),
                    new Whom(subjects(one.principals()), subjects(one.excluded())),
                    one.here(),
                    one.condition().map(RoleCondition::kept)),
                ResourceId.of(one.scope())));
    world.standIn(hierarchy(given.places()));
    given
        .memberships()
        .forEach(one ->
            world.memberOf.computeIfAbsent(one.member(), _ -> new HashSet<>()).add(one.group()));
  }

  private void give(Assignment one) {
    Optional<RoleAssignment> eligibility =
        one.from()
            .map(from ->
                world.entitle(
                    from.principal(), one.role().id(), ResourceId.of(from.scope()), Window.ALWAYS));
    world.give(
        new Grant(World.HOME, one.role().id(), one.principal(), PrincipalType.USER),
        ResourceId.of(one.scope()),
        one.condition(),
        eligibility.map(RoleAssignment::id));
    if (one.from().map(Eligibility::gone).orElse(false)) {
      eligibility.ifPresent(world::disentitle);
    }
  }

  private static List<Subject> subjects(List<PrincipalId> ids) {
    return ids.stream().map(id -> new Subject(id, "User")).toList();
  }

  private static Hierarchy hierarchy(List<Place> places) {
    List<Hierarchy.Group> groups = new ArrayList<>();
    Map<SubscriptionId, String> subscriptions = new HashMap<>();
    for (Place place : places) {
      String outer = name(place.outer());
      Hierarchy.groupOf(ResourceId.of(place.inner()))
          .ifPresentOrElse(
              group -> groups.add(new Hierarchy.Group(group, World.HOME, Optional.of(outer))),
              () -> subscriptions.put(SubscriptionId.of(name(place.inner())), outer));
    }
    return new Hierarchy(groups, subscriptions);
  }

  private static String name(String path) {
    return ResourceId.of(path).lastSegment().toLowerCase(java.util.Locale.ROOT);
  }

  /// @param object empty for the collection
  void data(PrincipalId caller, String action, String collection, String object) {
    String resource =
        object.isEmpty()
            ? World.VAULT_ID.display()
            : World.VAULT_ID + "/" + collection.replace("deleted", "") + "/" + object;
    Target target =
        object.isEmpty()
            ? Target.InVault.collection(World.VAULT, collection)
            : Target.InVault.object(World.VAULT, collection, object);
    Map<Attribute, Value> attributes = new HashMap<>();
    attributes.put(NOW, new Value.Moment(World.NOW));
    attributes.put(VAULT_NAME, new Value.Text("Contoso"));
    if (!object.isEmpty() && collection.endsWith("secrets")) {
      String spelled =
          world.spelled.getOrDefault(object.toLowerCase(java.util.Locale.ROOT), object);
      boolean making = action.contains("/setSecret/") || action.contains("/restore/");
      attributes.put(
          Attribute.of(making ? Source.REQUEST : Source.RESOURCE, SECRET_NAME),
          new Value.Text(spelled));
    }
    check(
        new Asked(caller, true, action, resource, attributes),
        Action.data(action, Effect.READ, "secrets/get"),
        target,
        Traits.NONE);
  }

  void control(PrincipalId caller, String action, ResourceId resource) {
    Map<Attribute, Value> attributes = new HashMap<>();
    attributes.put(NOW, new Value.Moment(World.NOW));
    attributes.put(attribute("RoleDefinitionId"), new Value.Id(ROLE));
    attributes.put(attribute("PrincipalType"), new Value.Text("User"));
    check(
        new Asked(caller, false, action, resource.display(), attributes),
        Action.control(action, Effect.READ),
        new Target.Resource(resource),
        Traits.ofRequest(
            Map.of(
                attribute("RoleDefinitionId").canonical(),
                ROLE.toString(),
                attribute("PrincipalType").canonical(),
                "User")));
  }

  private static Attribute attribute(String name) {
    return Attribute.of(Source.REQUEST, ASSIGNMENTS + name);
  }

  private void check(Asked asked, Action action, Target target, Traits traits) {
    Access answer = world.judge(World.caller(asked.caller()), action, target, traits);
    boolean allowed = answer.allowed();
    explained(answer, world.explain(World.caller(asked.caller()), action, target, traits));
    assertThat(allowed).as("%s in %s", asked, given).isEqualTo(ReferenceRbac.allows(given, asked));
  }

  /// What somebody who looks on has seen adds up to the answer, and looking on has changed nothing.
  private void explained(Access answer, World.Explained explained) {
    assertThat(explained.access()).as("%s", given).isEqualTo(answer);
    assertThat(explained.grants() && !explained.forbids())
        .as("%s in %s", explained.seen(), given)
        .isEqualTo(answer.allowed());
  }

  /// Everyone there is to ask about.
  static Set<PrincipalId> callers() {
    return Set.of(World.ANNA, World.BERT);
  }
}
