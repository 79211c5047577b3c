package dev.strongroom.access;

import dev.strongroom.condition.Attribute;
import dev.strongroom.condition.Attribute.Source;
import dev.strongroom.condition.Facts;
import dev.strongroom.condition.Value;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One request, as conditions see it. Looks up what they ask for, once, and nothing else: a caller
/// may hold a role under a hundred of them.
final class RequestFacts implements Facts {
  /// Their secret may not be there yet, so its name belongs to the request.
  private static final Set<String> MAKING =
      Set.of(
          "microsoft.keyvault/vaults/secrets/setsecret/action",
          "microsoft.keyvault/vaults/secrets/restore/action");

  private static final Set<String> SECRETS = Set.of("secrets", "deletedsecrets");

  private final Tx tx;
  private final Question question;
  private final Optional<VaultAccess> vault;
  private final Spellings spellings;
  private final Map<Attribute, Known> looked = new HashMap<>();
  private String action = ""; // not known yet
  private Optional<Traits> traits = Optional.empty();

  /// @param vault the vault whose data is asked for
  RequestFacts(Tx tx, Question question, Optional<VaultAccess> vault, Spellings spellings) {
    this.tx = tx;
    this.question = question;
    this.vault = vault;
    this.spellings = spellings;
  }

  @Override
  public String action() {
    if (action.isEmpty()) {
      action = question.action().name().toLowerCase(Locale.ROOT);
    }
    return action;
  }

  @Override
  public Known about(Attribute attribute) {
    Known known = looked.get(attribute);
    if (known == null) {
      known = look(attribute);
      looked.put(attribute, known);
    }
    return known;
  }

  private Known look(Attribute attribute) {
    if (attribute.equals(Attributes.NOW)) {
      return known(new Value.Moment(question.now()));
    } else if (attribute.equals(Attributes.VAULT_NAME)) {
      return known(vault.map(one -> one.facts().name().display()), Value.Text::new);
    } else if (attribute.equals(Attributes.SECRET_NAME)) {
      return MAKING.contains(action()) ? new Known.Absent() : secretName(this::addressed);
    } else if (attribute.equals(Attributes.SECRET_NAME_ASKED)) {
      return MAKING.contains(action())
          ? secretName(() -> addressed().or(() -> trait(attribute)))
          : new Known.Absent();
    }
    return known(trait(attribute), text -> Attributes.value(attribute, text));
  }

  /// The name as it is spelled in the vault; one that is not there, as the caller spells it.
  private Known secretName(Supplier<Optional<String>> given) {
    Optional<String> name =
        vault.flatMap(
            in -> given.get().map(text -> spellings.of(tx, in.facts(), text).orElse(text)));
    return known(name, Value.Text::new);
  }

  private Optional<String> addressed() {
    return question.target() instanceof Target.InVault place && SECRETS.contains(place.collection())
        ? place.object()
        : Optional.empty();
  }

  private Optional<String> trait(Attribute attribute) {
    Traits told = traits.orElseGet(() -> question.traits().apply(tx));
    traits = Optional.of(told);
    return Optional.ofNullable(
        (attribute.source() == Source.REQUEST ? told.ofRequest() : told.ofResource())
            .get(attribute.canonical()));
  }

  private static <T> Known known(Optional<T> found, java.util.function.Function<T, Value> reading) {
    return found.map(reading).map(RequestFacts::known).orElseGet(Known.Absent::new);
  }

  private static Known known(Value value) {
    return new Known.Values(List.of(value));
  }
}
