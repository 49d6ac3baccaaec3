terraform {
  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.0"
    }
  }
}

provider "helm" {
  kubernetes = {
    config_path = "~/.kube/config"
  }
}

resource "helm_release" "dagu" {
  name             = "dagu"
  namespace        = "workflows"
  create_namespace = true
  chart            = "${path.module}/chart"
  values           = [file("${path.module}/values.yaml")]

  postrender = {
    binary_path = "dagu-post"
  }
}
