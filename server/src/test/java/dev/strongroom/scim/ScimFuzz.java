package dev.strongroom.scim;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.kernel.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A filter, a path and the body of a change, as anybody may write them: read or refused, and what
/// is read can be asked of a resource, and changes nothing that is not kept.
public final class ScimFuzz {
  private static final Obj ANNA =
      object(
          """
          {"schemas":["x"],"id":"a1","externalId":"f:anna","userName":"anna@corp.test","active":true,
           "name":{"givenName":"Anna","familyName":"Li"},"displayName":"Anna",
           "emails":[{"value":"a@corp.test","type":"work"}],"members":[{"value":"m1"}],
           "meta":{"resourceType":"User"}}
          """);
  private static final List<String> FIXED = List.of("schemas", "id", "meta");

  private ScimFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    filter(text);
    body(input);
  }

  private static void filter(String text) {
    try {
      ScimFilter filter = FilterParser.filter(text);
      boolean holds = filter.holds(ANNA);
      check(FilterParser.filter("not (" + text + ")").holds(ANNA) != holds, text);
    } catch (Refused refused) {
      refused.problem();
    }
    try {
      FilterParser.path(text);
    } catch (Refused refused) {
      refused.problem();
    }
  }

  private static void body(byte[] input) {
    try {
      JsonValue body = Names.standard(Json.parse(input));
      changed(body, UserJson.KEPT, UserJson::form);
      changed(body, GroupJson.KEPT, GroupJson::form);
    } catch (Refused refused) {
      refused.problem();
    }
  }

  private static void changed(JsonValue body, Set<String> kept, Consumer<JsonValue> form) {
    try {
      Obj after = ScimPatch.read(body, kept).apply(ANNA);
      for (String name : FIXED) {
        check(after.members().get(name).equals(ANNA.members().get(name)), "changed " + name);
      }
      form.accept(after);
    } catch (Refused refused) {
      refused.problem();
    }
  }

  private static Obj object(String text) {
    return (Obj) Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
