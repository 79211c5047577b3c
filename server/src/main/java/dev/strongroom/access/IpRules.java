package dev.strongroom.access;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.IpBlock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The addresses and ranges of `networkAcls.ipRules`, in the words they were given, and compiled: a
/// look-up costs one hash per distinct prefix length, however many rules there are.
///
/// Two differences to Azure: private and loopback addresses may be named (they are what a
/// self-hosted server sees), and IPv6 rules are understood.
public final class IpRules {
  /// Azure's limit for one vault.
  public static final int MAX_RULES = 1_000;

  public static final IpRules NONE = new IpRules(List.of());

  private final List<String> texts;
  private final Set<IpBlock> blocks = new HashSet<>();
  private final int[] prefixes4;
  private final int[] prefixes6;

  private IpRules(List<String> texts) {
    this.texts = List.copyOf(texts);
    Set<Integer> lengths4 = new TreeSet<>();
    Set<Integer> lengths6 = new TreeSet<>();
    for (String text : texts) {
      IpBlock block = IpBlock.parse(text).orElseThrow(() -> notARange(text));
      blocks.add(block);
      (block.ipv6() ? lengths6 : lengths4).add(block.prefix());
    }
    prefixes4 = lengths4.stream().mapToInt(Integer::intValue).toArray();
    prefixes6 = lengths6.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Refuses what is no address and no CIDR range, and more than [#MAX_RULES].
  public static IpRules of(List<String> texts) {
    if (texts.size() > MAX_RULES) {
      throw new Problem.Invalid(
              "BadRequest",
              "networkAcls.ipRules holds "
                  + texts.size()
                  + " rules; a vault holds at most "
                  + MAX_RULES
                  + ". Join neighbouring addresses into CIDR ranges.")
          .asException();
    }
    return new IpRules(texts);
  }

  public List<String> texts() {
    return texts;
  }

  /// An address that cannot be read matches nothing.
  boolean match(String address) {
    Optional<IpBlock> found = IpBlock.address(address);
    if (found.isEmpty()) {
      return false;
    }
    IpBlock single = found.get();
    for (int prefix : single.ipv6() ? prefixes6 : prefixes4) {
      if (blocks.contains(single.cut(prefix))) {
        return true;
      }
    }
    return false;
  }

  private static RuntimeException notARange(String text) {
    return new Problem.Invalid(
            "BadRequest",
            "Invalid value found at networkAcls.ipRules: '"
                + text
                + "'. Write an IPv4 address as 203.0.113.7 or a range in CIDR form as"
                + " 203.0.113.0/24; IPv6 as 2001:db8::/32.")
        .asException();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpRules that && texts.equals(that.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return "IpRules" + texts;
  }
}
