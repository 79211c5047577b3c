package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.access.NetworkRules.Bypass;
import dev.strongroom.access.NetworkRules.DefaultAction;
import dev.strongroom.access.NetworkRules.PublicAccess;
import dev.strongroom.access.NetworkRules.Verdict;
import dev.strongroom.access.NetworkRules.VirtualNetworkRule;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// From where a vault's data plane can be reached.
class NetworkRulesTest {
  private static final int RANDOM_WORLDS = 20_000;

  @Test
  void allowedByDefaultMeansOpenAndDeniedMeansOnlyTheRules() {
    assertThat(rules(DefaultAction.ALLOW, "10.0.0.0/8").judge("8.8.8.8")).isEqualTo(Verdict.OPEN);
    assertThat(rules(DefaultAction.DENY, "10.0.0.0/8").judge("10.255.255.255"))
        .isEqualTo(Verdict.OPEN);
    assertThat(rules(DefaultAction.DENY, "10.0.0.0/8").judge("11.0.0.0"))
        .isEqualTo(Verdict.BY_FIREWALL);
    assertThat(rules(DefaultAction.DENY).judge("127.0.0.1")).isEqualTo(Verdict.BY_FIREWALL);
  }

  @Test
  void publicAccessOffClosesWhateverTheRulesSay() {
    for (PublicAccess closed : List.of(PublicAccess.DISABLED, PublicAccess.SECURED_BY_PERIMETER)) {
      for (DefaultAction action : DefaultAction.values()) {
        NetworkRules rules =
            new NetworkRules(
                action,
                Bypass.AZURE_SERVICES,
                IpRules.of(List.of("0.0.0.0/0", "::/0")),
                List.of(),
                closed);
        assertThat(rules.judge("8.8.8.8")).isEqualTo(Verdict.BY_CONNECTION);
      }
    }
  }

  @Test
  void aVirtualNetworkRuleMatchesNothing() {
    NetworkRules rules =
        new NetworkRules(
            DefaultAction.DENY,
            Bypass.NONE,
            IpRules.NONE,
            List.of(new VirtualNetworkRule("/subscriptions/s/subnets/a", true)),
            PublicAccess.ENABLED);
    assertThat(rules.judge("10.0.0.4")).isEqualTo(Verdict.BY_FIREWALL);
  }

  @Test
  void ipv4InIpv6ClothesIsIpv4() {
    assertOpen("203.0.113.7", "::ffff:203.0.113.7");
    assertOpen("::ffff:203.0.113.7", "203.0.113.7");
    assertClosed("::/0", "203.0.113.7");
    assertClosed("0.0.0.0/0", "2001:db8::1");
    assertOpen("2001:db8::/32", "2001:db8:ffff::1%eth0");
  }

  @Test
  void whatCannotBeReadMatchesNothing() {
    for (String odd : List.of("", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4:80")) {
      assertClosed("0.0.0.0/0", odd);
    }
  }

  @Test
  void aRuleThatIsNoRangeIsRefused() {
    for (String odd :
        List.of(
            "",
            "10.0.0.0/33",
            "10.0.0/8",
            "2001:db8::/129",
            "example.com",
            "10.0.0.0/",
            "1/8",
            "10.0.0.0/-1",
            "999.0.0.1",
            "10.0.0.1/8/8",
            "2001:db8::1%eth0/64x",
            ":::1")) {
      Problem problem =
          catchThrowableOfType(Refused.class, () -> IpRules.of(List.of(odd))).problem();
      assertThat(problem.toString()).as(odd).contains("BadRequest", "'" + odd + "'", "CIDR");
    }
  }

  @Test
  void aVaultHolds1000RulesAndNotOneMore() {
    assertThat(IpRules.of(Collections.nCopies(1_000, "10.0.0.1")).texts()).hasSize(1_000);
    List<String> more = Collections.nCopies(1_001, "10.0.0.1");
    Problem problem = catchThrowableOfType(Refused.class, () -> IpRules.of(more)).problem();
    assertThat(problem.toString()).contains("1001", "at most 1000");
  }

  @Test
  void aVaultHolds200VirtualNetworkRulesAndNotOneMore() {
    assertThat(withVirtualNetworks(200).virtualNetworkRules()).hasSize(200);
    Problem problem = catchThrowableOfType(Refused.class, () -> withVirtualNetworks(201)).problem();
    assertThat(problem.toString()).contains("201", "at most 200");
  }

  private static NetworkRules withVirtualNetworks(int count) {
    return new NetworkRules(
        DefaultAction.DENY,
        Bypass.NONE,
        IpRules.NONE,
        Collections.nCopies(count, new VirtualNetworkRule("/subnets/a", false)),
        PublicAccess.ENABLED);
  }

  @Test
  void rulesAreTheSameWhenTheirTextsAre() {
    assertThat(IpRules.of(List.of("10.0.0.0/8")))
        .isEqualTo(IpRules.of(List.of("10.0.0.0/8")))
        .hasSameHashCodeAs(IpRules.of(List.of("10.0.0.0/8")))
        .hasToString("IpRules[10.0.0.0/8]")
        .isNotEqualTo(IpRules.of(List.of("10.0.0.0/9")))
        .isNotEqualTo("10.0.0.0/8");
  }

  @Test
  void everyPrefixLengthCutsWhereItShould() throws Exception {
    for (int length = 0; length <= 32; length += 1) {
      compare(List.of("172.16.254.3/" + length), "172.16.254.3");
      for (int bit = 0; bit < 32; bit += 1) {
        int flipped = 0xAC10FE03 ^ (1 << bit);
        String address = InetAddress.getByAddress(bytes(flipped)).getHostAddress();
        compare(List.of("172.16.254.3/" + length), address);
      }
    }
    for (int length = 0; length <= 128; length += 1) {
      for (int bit = 0; bit < 128; bit += 1) {
        String base = "2001:db8:0:1:8000:0:0:1";
        BigInteger flipped =
            new BigInteger(1, InetAddress.ofLiteral(base).getAddress()).flipBit(bit);
        compare(
            List.of(base + "/" + length), InetAddress.getByAddress(wide(flipped)).getHostAddress());
      }
    }
  }

  @Test
  void manyRandomRules() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < RANDOM_WORLDS; run += 1) {
      List<String> rules = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i -= 1) {
        rules.add(address(random) + (random.nextBoolean() ? "" : "/" + random.nextInt(33)));
      }
      try {
        compare(rules, address(random));
      } catch (AssertionError different) {
        throw new AssertionError("seed " + seed, different);
      }
    }
  }

  /// The rule as plainly as it can be written: the first bits are the same.
  private static void compare(List<String> rules, String address) throws Exception {
    boolean expected = false;
    for (String rule : rules) {
      String[] parts = rule.split("/");
      String fixed = bits(parts[0]);
      int length = parts.length == 1 ? fixed.length() : Integer.parseInt(parts[1]);
      String asked = bits(address);
      expected |= asked.length() == fixed.length() && asked.startsWith(fixed.substring(0, length));
    }
    assertThat(IpRules.of(rules).match(address)).as("%s in %s", address, rules).isEqualTo(expected);
  }

  private static String bits(String address) throws Exception {
    byte[] bytes = InetAddress.getByName(address).getAddress();
    StringBuilder bits = new StringBuilder();
    for (byte one : bytes) {
      bits.append(String.format("%8s", Integer.toBinaryString(one & 0xFF)).replace(' ', '0'));
    }
    return bits.toString();
  }

  /// Few different addresses, so that many match.
  private static String address(Random random) {
    return "10." + random.nextInt(2) + "." + random.nextInt(3) * 127 + "." + random.nextInt(4);
  }

  private static byte[] bytes(int address) {
    return java.nio.ByteBuffer.allocate(4).putInt(address).array();
  }

  private static byte[] wide(BigInteger address) {
    byte[] wide = new byte[16];
    byte[] bytes = address.toByteArray();
    int length = Math.min(16, bytes.length);
    System.arraycopy(bytes, bytes.length - length, wide, 16 - length, length);
    return wide;
  }

  private static NetworkRules rules(DefaultAction action, String... ips) {
    return new NetworkRules(
        action, Bypass.NONE, IpRules.of(List.of(ips)), List.of(), PublicAccess.ENABLED);
  }

  private static void assertOpen(String rule, String address) {
    assertThat(rules(DefaultAction.DENY, rule).judge(address)).isEqualTo(Verdict.OPEN);
  }

  private static void assertClosed(String rule, String address) {
    assertThat(rules(DefaultAction.DENY, rule).judge(address)).isEqualTo(Verdict.BY_FIREWALL);
  }
}
