package dev.strongroom.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the resources of a template: loops unrolled, children taken out of their parents, names
/// and conditions evaluated.
final class Resources {
  private static final String CHILDREN = "resources";
  private final Evaluator evaluator;
  private final String scope;
  private final List<Planned> found = new ArrayList<>();

  Resources(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.scope = evaluator.around().scope();
  }

  List<Planned> read(Template template, Frame frame) {
    read(template.source().member(CHILDREN).orElse(Value.EMPTY), Optional.empty(), frame);
    long made = found.stream().filter(one -> !one.existing()).count();
    Template.limit((int) made, TemplateLimits.MAX_RESOURCES, "resources");
    refuseTwice();
    return found;
  }

  private void read(Value resources, Optional<Planned> parent, Frame frame) {
    if (resources instanceof Value.Arr(var items)) {
      items.forEach(item -> each("", item, parent, frame));
    } else if (resources instanceof Value.Obj(var members)) {
      members.forEach((symbol, item) -> each(symbol, item, parent, frame));
    }
  }

  private void each(String symbol, Value source, Optional<Planned> parent, Frame frame) {
    if (!(source instanceof Value.Obj)) {
      throw Flaw.invalid("A resource of the template is no JSON object");
    }
    Optional<Value> copy = source.member("copy");
    if (copy.isEmpty()) {
      one(symbol, "", source, parent, frame);
      return;
    }
    Loop loop = Loop.read(copy.get(), evaluator, frame);
    for (int turn = 0; turn < loop.count(); turn += 1) {
      String numbered = symbol.isEmpty() ? "" : symbol + "[" + turn + "]";
      one(numbered, loop.name(), source, parent, frame.turn(loop.name(), turn));
    }
  }

  private void one(
      String symbol, String loop, Value source, Optional<Planned> parent, Frame frame) {
    boolean existing = flag(source, "existing", frame, false);
    boolean wanted =
        flag(source, "condition", frame, true) && parent.map(Planned::wanted).orElse(true);
    String ownType = required(source, "type", frame);
    String ownName = required(source, "name", frame);
    boolean relative = parent.isPresent() && !isBelow(ownType, parent.get().type());
    String type = relative ? parent.get().type() + "/" + ownType : ownType;
    String name = relative ? parent.get().name() + "/" + ownName : ownName;
    String apiVersion = required(source, "apiVersion", frame);
    Planned planned =
        new Planned(
            symbol,
            loop,
            path(source, type, name, frame),
            type,
            name,
            apiVersion,
            wanted,
            existing,
            source,
            frame);
    found.add(planned);
    Template.limit(found.size(), 2 * TemplateLimits.MAX_RESOURCES, "resources");
    source.member(CHILDREN).ifPresent(children -> read(children, Optional.of(planned), frame));
  }

  /// Children of a vault may be written `secrets` or `Microsoft.KeyVault/vaults/secrets`; a
  /// resource of another provider in its place is an extension, written as
  /// `providers/roleAssignments`.
  private static boolean isBelow(String type, String parent) {
    return Value.lower(type).startsWith(Value.lower(parent) + "/");
  }

  private String path(Value source, String type, String name, Frame frame) {
    List<String> names = List.of(name.split("/", -1));
    String[] words = type.split("/", -1);
    if (words.length < 2 || names.size() != words.length - 1) {
      throw Flaw.invalid(
          "The template resource '"
              + name
              + "' for type '"
              + type
              + "' has incorrect segment lengths. A nested resource type must have identical number"
              + " of segments as its resource name. A root resource type must have segment length"
              + " one greater than its resource name. Please see https://aka.ms/arm-syntax-resources"
              + " for usage details");
    }
    return Paths.below(base(source, frame), type, names);
  }

  /// Where a resource lies: at the deployment's scope unless it says otherwise.
  private String base(Value source, Frame frame) {
    Optional<String> given = text(source, "scope", frame);
    if (given.isPresent()) {
      return given.get().startsWith("/") ? given.get() : extended(given.get());
    }
    String subscription =
        text(source, "subscriptionId", frame)
            .map(id -> "/subscriptions/" + id)
            .orElse(Paths.subscription(scope));
    return text(source, "resourceGroup", frame)
        .map(group -> subscription + "/resourceGroups/" + group)
        .orElse(source.member("subscriptionId").isPresent() ? subscription : scope);
  }

  /// `Microsoft.KeyVault/vaults/v`, as the scope of an extension, lies at the deployment's scope.
  private String extended(String relative) {
    List<String> words = List.of(relative.split("/", -1));
    return scope + "/providers/" + String.join("/", words);
  }

  private String required(Value source, String member, Frame frame) {
    return text(source, member, frame)
        .orElseThrow(() ->
            Flaw.invalid(
                "Required property '"
                    + member
                    + "' not found in a resource of the template. Please see"
                    + " https://aka.ms/arm-syntax-resources for usage details"));
  }

  /// What says where a resource is, is shown wherever the deployment is.
  private Optional<String> text(Value source, String member, Frame frame) {
    Optional<Value> value = source.member(member).map(one -> evaluator.value(one, frame));
    if (value.filter(Value::holdsSecret).isPresent()) {
      throw Flaw.invalid(
          "The '"
              + member
              + "' of a resource is made of something secret, which would be kept in the clear");
    }
    return value.map(TextFunctions::string).filter(text -> !text.isEmpty());
  }

  private boolean flag(Value source, String member, Frame frame, boolean otherwise) {
    Optional<Value> value = source.member(member).map(one -> evaluator.value(one, frame));
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get() instanceof Value.Bool(boolean flag)) {
      return flag;
    }
    throw Flaw.invalid("The '" + member + "' of a resource must be true or false");
  }

  private void refuseTwice() {
    Map<String, Planned> seen = new LinkedHashMap<>();
    for (Planned one : found.stream().filter(Planned::made).toList()) {
      if (seen.put(Value.lower(one.path()), one) != null) {
        throw Flaw.invalid(
            "The resource '"
                + Paths.relative(one.path())
                + "' is defined multiple times in a template. Please see"
                + " https://aka.ms/arm-syntax-resources for usage details");
      }
    }
  }
}
