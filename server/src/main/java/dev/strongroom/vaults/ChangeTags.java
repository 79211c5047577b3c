package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.Tags;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Changes the tags of a resource group or resource and nothing else; whoever may do this need not
/// be allowed to change the resource.
///
/// @param given what is put, added or taken away; an empty value takes away whatever it was
public record ChangeTags(TagPlace place, Way way, Tags given) implements Operation<Tags> {
  public static final Action WRITE = Action.control("Microsoft.Resources/tags/write", Effect.WRITE);
  public static final Action DELETE =
      Action.control("Microsoft.Resources/tags/delete", Effect.WRITE);

  public enum Way {
    REPLACE,
    MERGE,
    DELETE,
    /// The tags as a whole.
    CLEAR
  }

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return way == Way.CLEAR ? DELETE : WRITE;
  }

  @Override
  public Target target() {
    return new Target.Resource(place.resource());
  }

  @Override
  public Tags run(Work work) {
    return place.retag(work, this::changed);
  }

  /// Names compare without regard to case; a tag that stays keeps its spelling.
  private Tags changed(Tags old) {
    return ResourceTags.checked(
        switch (way) {
          case REPLACE -> given;
          case CLEAR -> Tags.NONE;
          case MERGE -> merged(old);
          case DELETE -> without(old);
        });
  }

  private Tags merged(Tags old) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, String> tags = new LinkedHashMap<>(old.entries());
    old.entries().keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
    given
        .entries()
        .forEach((name, value) ->
            tags.put(names.getOrDefault(name.toLowerCase(Locale.ROOT), name), value));
    return new Tags(tags);
  }

  private Tags without(Tags old) {
    Map<String, String> tags = new LinkedHashMap<>(old.entries());
    given
        .entries()
        .forEach((name, value) ->
            tags.entrySet()
                .removeIf(tag ->
                    tag.getKey().equalsIgnoreCase(name)
                        && (value.isEmpty() || tag.getValue().equals(value))));
    return new Tags(tags);
  }
}
