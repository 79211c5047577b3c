package dev.strongroom.scim;

import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Arr;
import dev.strongroom.http.JsonValue.Bool;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.provisioning.Kept.KeptUser;
import dev.strongroom.provisioning.Kept.UserForm;
import dev.strongroom.provisioning.Person;
import dev.strongroom.provisioning.Person.Email;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A user as SCIM shows and takes it. Passwords, addresses, telephone numbers and whatever else a
/// vault has no use for are taken and not kept.
final class UserJson {
  static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final Set<String> KEPT =
      Set.of("userName", "name", "displayName", "active", "externalId", "emails");

  private UserJson() {}

  static Obj view(KeptUser kept, String base) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("schemas", new Arr(List.of(new Str(SCHEMA))));
    json.put("id", new Str(kept.user().id().toString()));
    kept.facts().externalId().ifPresent(id -> json.put("externalId", new Str(id)));
    json.put("userName", new Str(kept.user().userPrincipalName()));
    name(kept.facts().person()).ifPresent(name -> json.put("name", name));
    json.put("displayName", new Str(kept.user().displayName()));
    json.put("active", new Bool(kept.user().enabled()));
    kept.facts()
        .person()
        .email()
        .ifPresent(email -> json.put("emails", new Arr(List.of(email(email)))));
    json.put("meta", Meta.of("User", kept.facts(), base));
    return Version.in(new Obj(json));
  }

  private static Optional<JsonValue> name(Person person) {
    Map<String, JsonValue> name = new LinkedHashMap<>();
    String formatted =
        Stream.concat(person.givenName().stream(), person.familyName().stream())
            .collect(Collectors.joining(" "));
    if (formatted.isEmpty()) {
      return Optional.empty();
    }
    name.put("formatted", new Str(formatted));
    person.givenName().ifPresent(given -> name.put("givenName", new Str(given)));
    person.familyName().ifPresent(family -> name.put("familyName", new Str(family)));
    return Optional.of(new Obj(name));
  }

  private static JsonValue email(Email email) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("value", new Str(email.address()));
    json.put("type", new Str(email.type()));
    json.put("primary", new Bool(true));
    return new Obj(json);
  }

  static UserForm form(JsonValue user) {
    String userName = Texts.required(user, "userName");
    JsonValue name = user.member("name").orElseGet(JsonValue.Null::new);
    Optional<String> given = Texts.optional(name, "givenName");
    Optional<String> family = Texts.optional(name, "familyName");
    String spoken = Stream.concat(given.stream(), family.stream()).collect(Collectors.joining(" "));
    String displayName =
        Texts.optional(user, "displayName")
            .or(() -> Texts.optional(name, "formatted"))
            .or(() -> Optional.of(spoken).filter(words -> !words.isEmpty()))
            .orElse(userName);
    return new UserForm(
        userName,
        displayName,
        active(user),
        Texts.optional(user, "externalId"),
        new Person(given, family, email(user)));
  }

  /// Entra also writes `"False"`.
  private static boolean active(JsonValue user) {
    Optional<JsonValue> given = user.member("active");
    if (given.isEmpty()) {
      return true;
    } else if (given.get() instanceof Bool(boolean flag)) {
      return flag;
    }
    return switch (user.text("active").orElse("").toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ScimProblems.value("The attribute active must be true or false.");
    };
  }

  /// The primary address, else the first.
  private static Optional<Email> email(JsonValue user) {
    List<JsonValue> all = user.items("emails");
    return all.stream()
        .filter(one -> one.flag("primary").orElse(false))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .flatMap(one ->
            Texts.optional(one, "value")
                .map(address -> new Email(address, Texts.optional(one, "type").orElse("work"))));
  }
}
