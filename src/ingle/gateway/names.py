"""The words of the gateway."""

LABEL = "ports"  # what stands between a port's label and the house's name, where no domains are named
TICKET = "ingle-ticket"  # the parameter of an address that lets its first opener in
COOKIE = "ingle_port"  # what its opener has from then on; of the port's own host
