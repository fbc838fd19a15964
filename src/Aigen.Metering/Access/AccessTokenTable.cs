using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>Access tokens in memory, by their hashes and by their wallets. Not for several threads at once.</summary>
internal sealed class AccessTokenTable
{
    private readonly Dictionary<Hash256, AccessToken> _byHash = [];
    private readonly Dictionary<Address, List<AccessToken>> _byWallet = [];

    public int Count => _byHash.Count;

    public IEnumerable<AccessToken> All => _byHash.Values;

    public AccessToken? Find(Hash256 hash) => _byHash.GetValueOrDefault(hash);

    public IReadOnlyList<AccessToken> Of(Address wallet) => _byWallet.TryGetValue(wallet, out var tokens) ? tokens : [];

    public void Add(AccessToken token)
    {
        _byHash.Add(token.Hash, token);
        if (!_byWallet.TryGetValue(token.Wallet, out var tokens))
        {
            _byWallet.Add(token.Wallet, tokens = []);
        }

        tokens.Add(token);
    }

    public void Remove(AccessToken token)
    {
        _byHash.Remove(token.Hash);
        if (_byWallet.TryGetValue(token.Wallet, out var tokens) && tokens.Remove(token) && tokens.Count == 0)
        {
            _byWallet.Remove(token.Wallet);
        }
    }
}
