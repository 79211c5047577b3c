# Who may do what: a role of one's own, assignments of it, eligible and active ones for a time.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "name" { type = string }
variable "location" { type = string }
variable "stage" { default = "first" }
variable "actions" {
  type    = list(string)
  default = ["Microsoft.KeyVault/vaults/read"]
}
variable "maximum" { default = "PT8H" }

data "azurerm_client_config" "current" {}

data "azurerm_subscription" "current" {}

data "azurerm_role_definition" "officer" {
  name  = "Key Vault Secrets Officer"
  scope = data.azurerm_subscription.current.id
}

data "azurerm_role_definition" "reader" {
  name = "Reader"
}

resource "azurerm_resource_group" "this" {
  name     = var.name
  location = var.location
}

resource "azurerm_user_assigned_identity" "person" {
  name                = "person"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
}

resource "azurerm_role_definition" "this" {
  name        = "${var.name} reader"
  scope       = data.azurerm_subscription.current.id
  description = "Reads secrets, ${var.stage}"

  permissions {
    actions          = var.actions
    data_actions     = ["Microsoft.KeyVault/vaults/secrets/getSecret/action", "Microsoft.KeyVault/vaults/secrets/readMetadata/action"]
    not_data_actions = ["Microsoft.KeyVault/vaults/secrets/delete"]
  }

  assignable_scopes = [data.azurerm_subscription.current.id]
}

resource "azurerm_role_assignment" "this" {
  scope              = azurerm_resource_group.this.id
  role_definition_id = azurerm_role_definition.this.role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.person.principal_id
  principal_type     = "ServicePrincipal"
  description        = "Reads, ${var.stage}"
  condition_version  = "2.0"
  condition          = <<-EOT
    (
      (!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'}))
      OR
      (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringLike 'app-*')
    )
  EOT
}

resource "azurerm_role_management_policy" "officer" {
  scope              = azurerm_resource_group.this.id
  role_definition_id = data.azurerm_role_definition.officer.id

  eligible_assignment_rules {
    expiration_required = false
  }
  active_assignment_rules {
    expire_after = "P90D"
  }
  activation_rules {
    maximum_duration      = var.maximum
    require_justification = true
  }
}

resource "azurerm_pim_eligible_role_assignment" "this" {
  scope              = azurerm_resource_group.this.id
  role_definition_id = data.azurerm_role_definition.officer.id
  principal_id       = azurerm_user_assigned_identity.person.principal_id
  justification      = "On call"
  depends_on         = [azurerm_role_management_policy.officer]

  schedule {
    expiration {
      duration_days = 30
    }
  }
  ticket {
    number = "42"
    system = "desk"
  }
}

resource "azurerm_pim_active_role_assignment" "this" {
  scope              = azurerm_resource_group.this.id
  role_definition_id = "${data.azurerm_subscription.current.id}${data.azurerm_role_definition.reader.id}"
  principal_id       = azurerm_user_assigned_identity.person.principal_id
  justification      = "Handover"

  schedule {
    expiration {
      duration_hours = 8
    }
  }
}
