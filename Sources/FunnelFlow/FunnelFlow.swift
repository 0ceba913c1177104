// FunnelFlow
