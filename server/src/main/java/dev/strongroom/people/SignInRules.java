package dev.strongroom.people;

import dev.strongroom.kernel.Assurance;
import dev.strongroom.model.IpBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the operator asks of people who sign in (`sign-in` in the configuration).
///
/// @param passwordGrant whether programs may hand in a person's name and password (ROPC)
/// @param contexts authentication contexts by name, `c1` … `c99`
/// @param exemptBreakGlass whether nothing of this is asked of whoever signed in with the sealed
///   credential of an account for emergencies
public record SignInRules(
    boolean passwordGrant,
    SecondFactor secondFactor,
    List<Network> networks,
    Map<String, ContextRule> contexts,
    boolean exemptBreakGlass) {
  /// Who has one is asked for it, nothing more is demanded.
  public static final SignInRules DEFAULT =
      new SignInRules(false, SecondFactor.WHERE_ENROLLED, List.of(), Map.of());

  public enum SecondFactor {
    /// Who has one is asked for it.
    WHERE_ENROLLED,
    /// Also: who has none signs in from named networks only.
    OUTSIDE_NAMED_NETWORKS,
    /// Nobody signs in without.
    ALWAYS
  }

  /// A place with a name, as `office`.
  public record Network(String name, List<IpBlock> ranges) {
    public Network {
      ranges = List.copyOf(ranges);
    }

    boolean holds(String address) {
      Optional<IpBlock> single = IpBlock.address(address);
      return ranges.stream().anyMatch(range -> single.filter(range::contains).isPresent());
    }
  }

  /// What a sign-in must have had for the token to name the context in `acrs`.
  ///
  /// @param networks names; none: from anywhere
  /// @param maxAge how long ago the person may have signed in
  public record ContextRule(
      boolean secondFactor, boolean passkey, List<String> networks, Optional<Duration> maxAge) {
    public ContextRule {
      networks = List.copyOf(networks);
    }
  }

  public SignInRules(
      boolean passwordGrant,
      SecondFactor secondFactor,
      List<Network> networks,
      Map<String, ContextRule> contexts) {
    this(passwordGrant, secondFactor, networks, contexts, true);
  }

  public SignInRules {
    networks = List.copyOf(networks);
    contexts = Map.copyOf(contexts);
  }

  /// Whether someone who has shown these may go on from here.
  boolean satisfied(Set<String> methods, String address) {
    if (exempt(methods)) {
      return true;
    }
    return switch (secondFactor) {
      case WHERE_ENROLLED -> true;
      case OUTSIDE_NAMED_NETWORKS ->
          methods.contains(Assurance.MULTI_FACTOR)
              || networks.stream().anyMatch(network -> network.holds(address));
      case ALWAYS -> methods.contains(Assurance.MULTI_FACTOR);
    };
  }

  /// Whether nobody gets anywhere without a second factor.
  boolean demandsSecondFactor() {
    return secondFactor == SecondFactor.ALWAYS;
  }

  /// The contexts that a token may name which is issued now, to this address.
  Set<String> contexts(Set<String> methods, Instant signedIn, String address, Instant now) {
    Assurance sure = new Assurance(methods, Set.of(), Optional.of(signedIn));
    return contexts.entrySet().stream()
        .filter(one -> exempt(methods) || meets(one.getValue(), sure, address, now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean exempt(Set<String> methods) {
    return exemptBreakGlass && methods.contains(Assurance.SEALED);
  }

  private boolean meets(ContextRule rule, Assurance sure, String address, Instant now) {
    return (!rule.secondFactor() || sure.multiFactor())
        && (!rule.passkey() || sure.methods().contains(Assurance.PASSKEY))
        && (rule.networks().isEmpty() || rule.networks().stream().anyMatch(n -> in(n, address)))
        && rule.maxAge().map(age -> sure.within(age, now)).orElse(true);
  }

  private boolean in(String name, String address) {
    return networks.stream()
        .anyMatch(network -> network.name().equals(name) && network.holds(address));
  }
}
