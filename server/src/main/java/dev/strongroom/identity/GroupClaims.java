package dev.strongroom.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.model.PrincipalId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which groups of its user an application finds in its tokens (`groupMembershipClaims`). All
/// groups here are security groups, so that two of Entra's words mean the same.
public enum GroupClaims {
  NONE("None"),
  SECURITY_GROUP("SecurityGroup"),
  ALL("All");

  /// A token with more of them says where to ask instead, as Entra's does.
  static final int MAX_GROUPS = 200;

  private static final String CLAIM = "groups";
  private static final String SOURCE = "src1";
  private final String word;

  GroupClaims(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public static Optional<GroupClaims> parse(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /// What a token says: the groups, or that there are too many of them.
  ///
  /// @param elsewhere where a client asks for them (Graph's getMemberObjects)
  public record Said(List<PrincipalId> groups, String elsewhere) {
    /// Every group that the user is in, also through others.
    public static Said of(Collection<PrincipalId> groups, String elsewhere) {
      return new Said(List.copyOf(groups), elsewhere);
    }

    void write(JWTClaimsSet.Builder claims) {
      if (groups.size() > MAX_GROUPS) {
        claims
            .claim("_claim_names", Map.of(CLAIM, SOURCE))
            .claim("_claim_sources", Map.of(SOURCE, Map.of("endpoint", elsewhere)));
      } else if (!groups.isEmpty()) {
        claims.claim(CLAIM, groups.stream().map(PrincipalId::toString).sorted().toList());
      }
    }
  }
}
