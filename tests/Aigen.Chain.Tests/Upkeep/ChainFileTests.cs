using System.Text.Json;
using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain.Tests.Upkeep;

public sealed class ChainFileTests : IDisposable
{
    private readonly TestChain _chain = new();
    private readonly TestStore _copy = new();

    public void Dispose()
    {
        _chain.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public void Export_ChainOfTheVector_GivesItsBytes()
    {
        _chain.Submit(_chain.Transfer(amount: 100));
        _chain.Produce();
        var vector = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "chain-file.json"))).RootElement;
        Assert.Equal(vector.GetProperty("file").GetString(), Hex.Encode(SomeChain.Export(_chain.Ledger)));
    }

    [Fact]
    public void Import_ExportIntoAnEmptyLedger_GivesTheSameHead()
    {
        SomeChain.Grow(_chain, 5);
        var (import, copy) = Import(SomeChain.Export(_chain.Ledger));
        Assert.Equal((1UL, 5UL), (import.Skipped, import.Imported));
        Assert.Equal(_chain.Ledger.Head.Hash, copy.Head.Hash);
    }

    [Fact]
    public void Import_StoppedAnywhere_GoesOnWhereItWas()
    {
        SomeChain.Grow(_chain, 5);
        var file = SomeChain.Export(_chain.Ledger);
        var faulty = new FaultyStore(_copy.Store);
        for (var writes = 1; writes <= 3; writes++)
        {
            faulty.WritesLeft = writes;
            Assert.Throws<Storage.StoreException>(() => Run(Ledger.Open(faulty, TestChain.Spec), file));
        }

        faulty.WritesLeft = int.MaxValue;
        var ledger = Ledger.Open(faulty, TestChain.Spec);
        Assert.Equal(5UL, ledger.Head.Height);
        Assert.Equal(6UL, Run(ledger, file).Skipped);
        Assert.Equal(_chain.Ledger.Head.Hash, ledger.Head.Hash);
    }

    [Fact]
    public void Import_OtherBlockAtTheSameHeight_IsRefusedWithBothHashes()
    {
        SomeChain.Grow(_chain, 2);
        using var other = new TestChain();
        SomeChain.Grow(other, 1);
        other.Produce();
        var refusal = Assert.Throws<LedgerException>(() => Run(other.Ledger, SomeChain.Export(_chain.Ledger)));
        Assert.Contains($"{other.Ledger.Head.Hash}", refusal.Message);
        Assert.Contains($"{_chain.Ledger.Head.Hash}", refusal.Message);
    }

    [Fact]
    public void Import_BlocksThatBeginAboveTheHead_IsRefusedWithTheNumbers()
    {
        SomeChain.Grow(_chain, 5);
        var refusal = Assert.Throws<LedgerException>(() => Import(SomeChain.Export(_chain.Ledger, first: 3)));
        Assert.Contains("its first block is 3, and the ledger ends at 0", refusal.Message);
    }

    [Fact]
    public void Import_FileOfAnotherNetwork_IsRefused()
    {
        var file = SomeChain.Export(_chain.Ledger);
        file[20] ^= 1;
        Assert.Contains("network with genesis", Assert.Throws<LedgerException>(() => Import(file)).Message);
    }

    [Fact]
    public void Import_FileCutAnywhere_SaysWhere()
    {
        SomeChain.Grow(_chain, 2);
        var file = SomeChain.Export(_chain.Ledger);
        for (var length = 0; length < file.Length; length += 97)
        {
            Assert.Contains($"at byte {length}", Assert.Throws<InvalidDataException>(() => Import(file[..length])).Message);
        }

        Assert.Contains("after its end", Assert.Throws<InvalidDataException>(() => Import([.. file, 0])).Message);
    }

    [Fact]
    public void Import_FileAlteredAnywhere_IsRefused()
    {
        SomeChain.Grow(_chain, 2);
        var file = SomeChain.Export(_chain.Ledger);
        for (var at = 0; at < file.Length; at += 53)
        {
            file[at] ^= 0x10;
            var refusal = Assert.ThrowsAny<Exception>(() => Import(file));
            Assert.True(refusal is InvalidDataException or LedgerException, $"byte {at}: {refusal}");
            file[at] ^= 0x10;
        }
    }

    private static ChainImport Run(Ledger ledger, byte[] file)
    {
        using var reader = new ChainFileReader(new MemoryStream(file));
        var import = new ChainImport(ledger, reader);
        import.Run(_ => { }, default);
        return import;
    }

    private (ChainImport Import, Ledger Ledger) Import(byte[] file)
    {
        var ledger = Ledger.Open(_copy.Store, TestChain.Spec);
        return (Run(ledger, file), ledger);
    }
}
