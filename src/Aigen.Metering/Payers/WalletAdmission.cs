using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>Asked once a wallet's signature is known to be good and new, before it is used up: why the wallet may not ask now; null where it may.</summary>
public delegate DeskRefusal? WalletAdmission(Address wallet);
