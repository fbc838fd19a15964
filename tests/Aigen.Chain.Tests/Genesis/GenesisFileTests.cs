using System.Text;
using Aigen.Crypto;

namespace Aigen.Chain.Tests.Genesis;

public class GenesisFileTests
{
    private const string RfcKey = "0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    [Fact]
    public void Load_DevelopmentFile_IsTheDevelopmentNetwork()
    {
        var spec = GenesisFile.Load(PathOf("dev.json")).Spec!;
        Assert.True(spec.IsDevelopment);
        Assert.Equal(DevelopmentKeys.Ceo.PublicKey, spec.CeoPublicKey);
        Assert.Equal(DevelopmentKeys.Accounts.Select(key => key.Address), spec.Allocations.Select(allocation => allocation.Address));
        Assert.All(spec.Allocations, allocation => Assert.Equal(1_000_000UL, allocation.Amount.Aigen));
        Assert.Equal(new TierTerms(new(400), 1000, 8192), spec.Tiers[Tier.Pro]);
    }

    [Fact]
    public void Hash_DevelopmentFile_IsPinned()
    {
        var spec = GenesisFile.Load(PathOf("dev.json")).Spec!;
        Assert.Equal("0x67dcb713efcf014592a7f2df3d6a407678e75fc740cd602e5f48699a10fa8c45", spec.Hash.ToString());
        Assert.NotEqual(spec.Hash, (spec with { BlockTime = TimeSpan.FromSeconds(2) }).Hash);
    }

    [Fact]
    public void Load_MainnetFileAsShipped_AsksForTheOperatorsOwnKeys() => Assert.Equal(
        ["$.ceo_public_key", "$.treasury", "$.producers[0].public_key", "$.producers[0].reward_address", "$.allocations[0].address"],
        GenesisFile.Load(PathOf("mainnet.json")).Faults.Select(fault => fault.Path));

    [Fact]
    public void Parse_MainnetFileFilledIn_IsTaken()
    {
        var spec = Parse(Mainnet(SigningKey.Generate())).Spec!;
        Assert.False(spec.IsDevelopment);
    }

    [Fact]
    public void Parse_MainnetWithTheTestKeyOfTheRfc_IsRefused()
    {
        var faults = Parse(Mainnet(DevelopmentKeys.Ceo)).Faults;
        Assert.Equal("$.ceo_public_key", Assert.Single(faults).Path);
        Assert.Contains("RFC 8032", faults[0].Message);
    }

    [Fact]
    public void Parse_ManyFaults_TellsThemAllWithTheirPaths()
    {
        var text = File.ReadAllText(PathOf("dev.json"))
            .Replace("\"chain_id\": 9944001", "\"chain_id\": 9007199254740992")
            .Replace("\"minimum_base_fee\": 1", "\"minimum_base_fee\": 0")
            .Replace("\"block_time_ms\": 1000", "\"block_time\": 1000")
            .Replace("0x97B1C813eae702332BA3Eaa1625f942C5472626D", "0x97b1C813eae702332BA3Eaa1625f942C5472626D")
            .Replace("\"percent\": 30", "\"percent\": 100")
            .Replace(RfcKey, "0x12");
        Assert.Equal(
            [
                "$.block_time", "$.chain_id", "$.ceo_public_key", "$.allocations[0].address", "$.minimum_base_fee", "$.block_time_ms",
                "$.prices.volume_discounts[2].percent",
            ],
            Parse(text).Faults.Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("\"amount\": 1000000 },\n    { \"address\": \"0xfE58", "\"amount\": 18446744073709551615 },\n    { \"address\": \"0xfE58", "$.allocations")]
    [InlineData("0xfE58D4dEf43198B66BA35cFf4B2e584BE19efA05", "0x97B1C813eae702332BA3Eaa1625f942C5472626D", "$.allocations[1].address")]
    [InlineData("\"network\": \"dev\"", "\"network\": \"a b\"", "$.network")]
    [InlineData("\"above_tokens\": 100000,", "\"above_tokens\": 10000,", "$.prices.volume_discounts[1]")]
    public void Parse_RuleBroken_NamesThePath(string text, string instead, string path)
    {
        var file = File.ReadAllText(PathOf("dev.json"));
        Assert.Contains(text, file);
        Assert.Equal(path, Assert.Single(Parse(file.Replace(text, instead)).Faults).Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"network\":\"a\",\"network\":\"b\"}")]
    [InlineData("null")]
    public void Parse_NoGenesisObject_IsAFaultAndNoException(string text) => Assert.NotEmpty(Parse(text).Faults);

    [Fact]
    public void Load_MissingFile_SaysSo() => Assert.Contains("nowhere.json", Assert.Single(GenesisFile.Load("nowhere.json").Faults).Message);

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "genesis", name);

    private static GenesisOutcome Parse(string text) => GenesisFile.Parse(Encoding.UTF8.GetBytes(text));

    private static string Mainnet(SigningKey ceo)
    {
        var producer = SigningKey.Generate();
        return File.ReadAllText(PathOf("mainnet.json"))
            .Replace("\"ceo_public_key\": \"\"", $"\"ceo_public_key\": \"{ceo.PublicKey}\"")
            .Replace("\"public_key\": \"\"", $"\"public_key\": \"{producer.PublicKey}\"")
            .Replace("_address\": \"\"", $"_address\": \"{producer.Address}\"")
            .Replace("\"address\": \"\"", $"\"address\": \"{producer.Address}\"")
            .Replace("\"treasury\": \"\"", $"\"treasury\": \"{producer.Address}\"");
    }
}
