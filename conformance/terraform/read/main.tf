# What a workload of a cluster reads with its own identity.
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

variable "vault_id" { type = string }

data "azurerm_key_vault_secret" "password" {
  name         = "password"
  key_vault_id = var.vault_id
}

output "password" {
  value     = data.azurerm_key_vault_secret.password.value
  sensitive = true
}
