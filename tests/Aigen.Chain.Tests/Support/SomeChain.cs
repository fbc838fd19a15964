using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Support;

/// <summary>A chain with a bit of everything, and stores to copy it into.</summary>
internal static class SomeChain
{
    /// <summary>Blocks of a few transfers, a payment in the second and a receipt that it pays for in the third.</summary>
    public static void Grow(TestChain chain, int blocks)
    {
        for (var i = 1; i <= blocks; i++)
        {
            var receipts = new List<Receipt>();
            if (i == 2)
            {
                var payer = TestChain.Wallets[5].Address;
                chain.Submit(chain.Call($$"""{"user_address":"{{payer}}","model_id":"m","max_tokens":900}""", 5, from: 5), by: 5);
            }
            else if (i == 3)
            {
                receipts.Add(chain.Receipt(TestChain.Wallets[5].Address, Funding.Credit, tokens: 10, price: 10_000));
            }

            for (var from = 0; from < 3; from++)
            {
                chain.Submit(chain.Transfer(from, amount: (ulong)i, to: i == 4 ? NewAddress(i) : null), from);
            }

            chain.Produce(receipts);
            chain.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public static IEnumerable<Func<Block>> Blocks(Ledger ledger, ulong first = 1)
    {
        for (var height = first; height <= ledger.Head.Height; height++)
        {
            var wanted = height;
            yield return () => ledger.Blocks.Find(wanted)!;
        }
    }

    public static byte[] Export(Ledger ledger, ulong first = 0)
    {
        using var stream = new MemoryStream();
        ChainExport.Run(ledger, ChainExport.Plan(ledger, first, null), stream, _ => { }, default);
        return stream.ToArray();
    }

    /// <summary>Everything in a store, column by column.</summary>
    public static IReadOnlyList<string> Dump(IStoreReader store, params IEnumerable<Column> columns) =>
        [.. columns.SelectMany(column => store.Scan(column).Select(entry => $"{column} {Convert.ToHexString(entry.Key)} {Convert.ToHexString(entry.Value)}"))];

    private static Address NewAddress(int seed) => Address.From(Hash256.Of([(byte)seed]).Bytes[..Address.Length]);
}

/// <summary>An empty store in a temporary folder.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-store-").FullName;

    public TestStore() => Store = RocksStore.Open(_folder);

    public RocksStore Store { get; }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
