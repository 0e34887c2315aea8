/// The version that manifests and logs name.
package let offrampVersion = "0.1.0"
