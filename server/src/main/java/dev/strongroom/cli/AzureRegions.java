package dev.strongroom.cli;

import java.util.List;

/// The regions of Azure's public cloud in 2026, so that templates, scripts and tests that name one
/// work against a development server as they are. A production server has what its configuration
/// says.
final class AzureRegions {
  static final List<String> NAMES =
      """
      eastus eastus2 centralus northcentralus southcentralus westcentralus westus westus2 westus3
      canadacentral canadaeast mexicocentral brazilsouth brazilsoutheast chilecentral
      northeurope westeurope uksouth ukwest francecentral francesouth germanywestcentral germanynorth
      norwayeast norwaywest swedencentral swedensouth switzerlandnorth switzerlandwest
      italynorth polandcentral spaincentral austriaeast belgiumcentral
      israelcentral uaenorth uaecentral qatarcentral southafricanorth southafricawest
      australiaeast australiasoutheast australiacentral australiacentral2 newzealandnorth
      eastasia southeastasia japaneast japanwest koreacentral koreasouth
      centralindia southindia westindia jioindiacentral jioindiawest indonesiacentral malaysiawest
      """
          .strip()
          .lines()
          .flatMap(line -> List.of(line.strip().split(" ")).stream())
          .toList();

  private AzureRegions() {}
}
