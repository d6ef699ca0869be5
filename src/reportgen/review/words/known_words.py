"""Words in Latin letters that Chinese reports use as they are: data of `foreign`.

Abbreviations are compared without regard to case. A report adds its own under `review.allow`.
"""

# Economy and statistics, technology, trade, medicine, schools and sport, broadcasting, standards.
_ABBREVIATIONS = """
    GDP GNP GNI CPI PPI PMI PPP FDI GEP ESG IPO VAT OFDI REITs R&D EPC BOT BT TOD CBD SPA KPI ETC
    SOHO MICE AI AR VR MR XR BIM GIS GPS BDS CIM IT ICT IoT IC LED LCD OLED LNG CNG LPG APP App SaaS
    PaaS IaaS NB-IoT WiFi Wi-Fi USB CPU GPU PC ID IP IPv4 IPv6 HTTP HTTPS API PDF Excel Word PPT
    logo VCR KTV MV MTV CD DVD TV HDTV UHD LTE NFC RFID ERP OA MES CAD CAM CNC PLC AGV UPS NGO CEO
    CFO CTO CPA HR PK VIP VIPs DIY SUV MPV EV AED CT MRI DNA RNA PCR ICU ICD HPV HIV AIDS SARS COVID
    BMI PET-CT DRG DIP DSA ECMO EMBA MBA MPA IELTS NBA CBA CUBA STEM STEAM CCTV CGTN CNN BBC UNESCO
    WTO WHO RCEP APEC BRICS OECD IMF ASEAN EU UN USA UK COD BOD TVOC VOC VOCs PM pH SO NO CO NOx TSP
    AQI ISO IEC GB QS QC HACCP CMA CNAS CE FSC GAP GMP OTC UHV PVC PE ABS PPR MOOC B2B B2C C2C C2M
    O2O P2P G2B OTO MCN IPTV TOP vs
"""

# After a number, or after another unit and a stroke.
_UNITS = """
    m km cm mm dm nm μm um hm ha g kg mg μg ug t kt Mt L l mL ml s min h d a Hz kHz MHz GHz THz W kW
    MW GW kWh MWh GWh kWp MWp kVA MVA V kV A mA Ah mAh J kJ MJ GJ N kN Pa kPa MPa bar K dB dBA lm lx
    cd mol ppm ppb rpm bit Byte B KB MB GB TB PB EB kbps Mbps Gbps bps tce kgce tCO CO eq Nm Bq Sv
    mSv IU kcal cal rad yuan USD RMB CNY EUR ppi dpi px pt fps TEU
"""

ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
UNITS = frozenset(_UNITS.split())
